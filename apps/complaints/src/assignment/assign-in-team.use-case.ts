import type { Tx } from '@harken/messaging';
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

/** Chooses the assignee of the next complaint of the team. */
export async function assignInTeam(tx: Tx, teamId: string, requests: AssignmentRequest): Promise<AssignmentResult> {
  return (await assignInTeams(tx, new Map([[teamId, [requests]]]))).get(teamId)?.[0] ?? inQueue;
}

/**
 * Chooses the assignees of the complaints of each team, in their order; teams without a rotation are left out. The
 * rotations are locked until the commit, so that complaints that come in side by side are assigned fairly too.
 */
export async function assignInTeams(
  tx: Tx,
  requests: ReadonlyMap<string, readonly AssignmentRequest[]>,
): Promise<Map<string, AssignmentResult[]>> {
  const assigned = new Map<string, AssignmentResult[]>();
  const rotations = await rotationStore.lock(tx, [...requests.keys()]);
  if (rotations.size === 0) return assigned;
  const states: RotationState[] = [];
  // Read again under the locks: a transaction that waited must not assign by an old list.
  for (const team of await rotationStore.withLoads(tx, [...rotations.keys()])) {
    if (team.assignment === 'queue') continue;
    const presence = { now: team.now, calendars: await calendarsOfMembers(team.members, tx) };
    const { assignees, rotation } = assign(team, rotations.get(team.id) ?? [], requests.get(team.id) ?? [], presence);
    assigned.set(
      team.id,
      assignees.map((assignee) => (assignee ? { assignee, assignedBy: team.assignment } : inQueue)),
    );
    if (team.assignment === 'round_robin') states.push({ teamId: team.id, rotation });
  }
  await rotationStore.save(tx, states);
  return assigned;
}
