import type { Tx } from '@harken/messaging';
import { findTeam } from './team.queries.ts';
import { teamStore } from './team.store.ts';
import { type Assignment, leastLoaded, nextInTurn, type Team } from './team.ts';

export interface Assigned {
  readonly assignee: string | null;
  /** null: left in the team's queue. */
  readonly assignedBy: Assignment | null;
}

const inQueue: Assigned = { assignee: null, assignedBy: null };

/**
 * Whose work the next `count` complaints of the team are. The team's turn is locked until the commit, so that
 * complaints that come in side by side are dealt out fairly too.
 */
export async function assignInTeam(tx: Tx, teamId: string, count: number): Promise<Assigned[]> {
  const left = Array.from({ length: count }, () => inQueue);
  if (!hasTurns(await findTeam(tx, teamId))) return left;
  const last = await teamStore.lockTurn(tx, teamId);
  // Read again under the lock: who waited for it must not deal by an old list.
  const team = await findTeam(tx, teamId);
  if (!hasTurns(team)) return left;
  const dealt = team.assignment === 'round_robin' ? await inTurn(tx, team, last, count) : await byLoad(tx, team, count);
  return dealt.map((assignee) => (assignee ? { assignee, assignedBy: team.assignment } : inQueue));
}

const hasTurns = (team: Team | null): team is Team =>
  team !== null && team.assignment !== 'queue' && team.members.some(({ available }) => available);

async function inTurn(tx: Tx, { id, members }: Team, last: string | null, count: number): Promise<(string | null)[]> {
  const dealt: (string | null)[] = [];
  let before = last;
  for (let i = 0; i < count; i += 1) {
    before = nextInTurn(members, before);
    dealt.push(before);
  }
  await teamStore.saveTurn(tx, id, before);
  return dealt;
}

async function byLoad(tx: Tx, { id, members }: Team, count: number): Promise<(string | null)[]> {
  const load = await teamStore.loadOf(tx, id);
  return Array.from({ length: count }, () => {
    const assignee = leastLoaded(members, load);
    if (assignee) load.set(assignee, (load.get(assignee) ?? 0) + 1);
    return assignee;
  });
}
