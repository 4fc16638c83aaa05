import type { Tx } from '@harken/messaging';
import { type Turn, teamStore } from './team.store.ts';
import { type Assignment, deal, hasTurns } from './team.ts';

export interface Assigned {
  readonly assignee: string | null;
  /** null: left in the team's queue. */
  readonly assignedBy: Assignment | null;
}

export const inQueue: Assigned = { assignee: null, assignedBy: null };

/** Whose work the next `count` complaints of the team are. */
export async function assignInTeam(tx: Tx, teamId: string, count: number): Promise<Assigned[]> {
  const dealt = (await assignInTeams(tx, new Map([[teamId, count]]))).get(teamId) ?? [];
  return Array.from({ length: count }, (_, index) => dealt[index] ?? inQueue);
}

/**
 * Whose work the next complaints of each team are, as many as `counts` says; teams without turns are left out. The
 * turns are locked until the commit, so that complaints that come in side by side are dealt out fairly too.
 */
export async function assignInTeams(tx: Tx, counts: ReadonlyMap<string, number>): Promise<Map<string, Assigned[]>> {
  const assigned = new Map<string, Assigned[]>();
  const last = await teamStore.lockTurns(tx, [...counts.keys()]);
  if (last.size === 0) return assigned;
  const turns: Turn[] = [];
  // Read again under the locks: who waited for one must not deal by an old list.
  for (const team of await teamStore.withLoads(tx, [...last.keys()])) {
    if (!hasTurns(team)) continue;
    const assignees = deal(team, last.get(team.id) ?? null, counts.get(team.id) ?? 0);
    assigned.set(
      team.id,
      assignees.map((assignee) => (assignee ? { assignee, assignedBy: team.assignment } : inQueue)),
    );
    if (team.assignment === 'round_robin') turns.push({ teamId: team.id, last: assignees.at(-1) ?? null });
  }
  await teamStore.saveTurns(tx, turns);
  return assigned;
}
