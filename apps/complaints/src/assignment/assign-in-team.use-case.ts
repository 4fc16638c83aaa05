import type { Tx } from '@harken/database';
import { calendarsOfMembers } from '../teams/team.queries.ts';
import type { AssignmentStrategy } from '../teams/team.ts';
import { type AssignmentRequest, assign } from './assignment-strategy.ts';
import { type RotationState, rotationStore } from './rotation.store.ts';

export interface AssignmentResult {
  readonly assignee: string | null;
  /** null: left in the team's queue. */
  readonly assignedBy: AssignmentStrategy | null;
}

export const inQueue: AssignmentResult = { assignee: null, assignedBy: null };

type TeamRequest = AssignmentRequest & { readonly team: string };

/** Chooses the assignee of the next complaint of the team. */
export async function assignInTeam(tx: Tx, team: string, request: AssignmentRequest): Promise<AssignmentResult> {
  const asked = { ...request, team };
  return (await assignInTeams(tx, [asked])).get(asked) ?? inQueue;
}

/**
 * Chooses the assignees of complaints, in their order within each team; without an entry a complaint stays in its team's
 * queue. The rotations are locked until the commit, so that complaints that come in side by side are assigned fairly too.
 */
export async function assignInTeams<R extends TeamRequest>(
  tx: Tx,
  requests: readonly R[],
): Promise<Map<R, AssignmentResult>> {
  const assigned = new Map<R, AssignmentResult>();
  const ofTeams = Map.groupBy(requests, ({ team }) => team);
  const rotations = await rotationStore.lock(tx, [...ofTeams.keys()]);
  if (rotations.size === 0) return assigned;
  const states: RotationState[] = [];
  // Read again under the locks: a transaction that waited must not assign by an old list.
  for (const team of await rotationStore.withLoads(tx, [...rotations.keys()])) {
    const { id: teamId, assignment: assignedBy } = team;
    if (assignedBy === 'queue') continue;
    const presence = { now: team.now, calendars: await calendarsOfMembers(team.members, tx) };
    const ofTeam = ofTeams.get(teamId) ?? [];
    const { assignees, rotation } = assign(team, rotations.get(teamId) ?? [], ofTeam, presence);
    ofTeam.forEach((request, nth) => {
      const assignee = assignees[nth];
      if (assignee) assigned.set(request, { assignee, assignedBy });
    });
    if (assignedBy === 'round_robin') states.push({ teamId, rotation });
  }
  await rotationStore.save(tx, states);
  return assigned;
}
