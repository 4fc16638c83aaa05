import type { Tx } from '@harken/messaging';
import { calendarsOfMembers } from '../teams/calendars-of-members.queries.ts';
import type { AssignmentStrategy } from '../teams/team.ts';
import { type AssignmentRequest, assign } from './assignment-strategy.ts';
import { type RotationState, rotationStore } from './rotation.store.ts';

export interface AssignmentResult {
  readonly assignee: string | null;
  /** null: left in the team's queue. */
  readonly assignedBy: AssignmentStrategy | null;
}

export const inQueue: AssignmentResult = { assignee: null, assignedBy: null };

/** Whose work the next complaint of the team is. */
export async function assignInTeam(tx: Tx, teamId: string, requests: AssignmentRequest): Promise<AssignmentResult> {
  return (await assignInTeams(tx, new Map([[teamId, [requests]]]))).get(teamId)?.[0] ?? inQueue;
}

/**
 * Whose work these complaints of each team are, in their order; teams without turns are left out. The turns are locked
 * until the commit, so that complaints that come in side by side are dealt out fairly too.
 */
export async function assignInTeams(
  tx: Tx,
  requests: ReadonlyMap<string, readonly AssignmentRequest[]>,
): Promise<Map<string, AssignmentResult[]>> {
  const assigned = new Map<string, AssignmentResult[]>();
  const rotations = await rotationStore.lock(tx, [...requests.keys()]);
  if (rotations.size === 0) return assigned;
  const states: RotationState[] = [];
  // Read again under the locks: who waited for one must not deal by an old list.
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
