import type { Tx } from '@harken/messaging';
import { calendarsFor } from '../teams/calendars-of-members.queries.ts';
import type { Assignment } from '../teams/team.ts';
import { deal, type Wanted } from './dealing.ts';
import { rotationStore, type Turn } from './rotation.store.ts';

export interface Assigned {
  readonly assignee: string | null;
  /** null: left in the team's queue. */
  readonly assignedBy: Assignment | null;
}

export const inQueue: Assigned = { assignee: null, assignedBy: null };

/** Whose work the next complaint of the team is. */
export async function assignInTeam(tx: Tx, teamId: string, wanted: Wanted): Promise<Assigned> {
  return (await assignInTeams(tx, new Map([[teamId, [wanted]]]))).get(teamId)?.[0] ?? inQueue;
}

/**
 * Whose work these complaints of each team are, in their order; teams without turns are left out. The turns are locked
 * until the commit, so that complaints that come in side by side are dealt out fairly too.
 */
export async function assignInTeams(
  tx: Tx,
  wanted: ReadonlyMap<string, readonly Wanted[]>,
): Promise<Map<string, Assigned[]>> {
  const assigned = new Map<string, Assigned[]>();
  const lines = await rotationStore.lockTurns(tx, [...wanted.keys()]);
  if (lines.size === 0) return assigned;
  const turns: Turn[] = [];
  // Read again under the locks: who waited for one must not deal by an old list.
  for (const team of await rotationStore.withLoads(tx, [...lines.keys()])) {
    if (team.assignment === 'queue') continue;
    const presence = { now: team.now, calendars: await calendarsFor(team.members, tx) };
    const { assignees, line } = deal(team, lines.get(team.id) ?? [], wanted.get(team.id) ?? [], presence);
    assigned.set(
      team.id,
      assignees.map((assignee) => (assignee ? { assignee, assignedBy: team.assignment } : inQueue)),
    );
    if (team.assignment === 'round_robin') turns.push({ teamId: team.id, line });
  }
  await rotationStore.saveTurns(tx, turns);
  return assigned;
}
