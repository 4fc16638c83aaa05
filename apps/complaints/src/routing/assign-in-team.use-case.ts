import type { Tx } from '@harken/messaging';
import { type Assignment, leastLoaded, type Member, nextInTurn } from './team.ts';

export interface Assigned {
  readonly assignee: string | null;
  /** null: left in the team's queue. */
  readonly assignedBy: Assignment | null;
}

interface Crew {
  readonly assignment: Assignment;
  readonly members: readonly Member[];
}

const inQueue: Assigned = { assignee: null, assignedBy: null };

/**
 * Whose work the next `count` complaints of the team are. The team's turn is locked until the commit, so that
 * complaints that come in side by side are dealt out fairly too.
 */
export async function assignInTeam(tx: Tx, teamId: string, count: number): Promise<Assigned[]> {
  const left = Array.from({ length: count }, () => inQueue);
  if (!hasTurns(await crewOf(tx, teamId))) return left;
  const [turn] = (await tx.query('SELECT last_member FROM team_turns WHERE team_id = $1 FOR UPDATE', [teamId])) as {
    last_member: string | null;
  }[];
  // Read again under the lock: who waited for it must not deal by an old list.
  const crew = await crewOf(tx, teamId);
  if (!hasTurns(crew)) return left;
  const { assignment } = crew;
  const dealt =
    assignment === 'round_robin'
      ? await inTurn(tx, teamId, crew.members, turn?.last_member ?? null, count)
      : await byLoad(tx, teamId, crew.members, count);
  return dealt.map((assignee) => (assignee ? { assignee, assignedBy: assignment } : inQueue));
}

async function crewOf(tx: Tx, teamId: string): Promise<Crew | undefined> {
  const [crew] = (await tx.query('SELECT assignment, members FROM teams WHERE id = $1', [teamId])) as Crew[];
  return crew;
}

const hasTurns = (crew: Crew | undefined): crew is Crew =>
  crew !== undefined && crew.assignment !== 'queue' && crew.members.some(({ available }) => available);

async function inTurn(tx: Tx, teamId: string, members: readonly Member[], last: string | null, count: number) {
  const dealt: (string | null)[] = [];
  let before = last;
  for (let i = 0; i < count; i += 1) {
    before = nextInTurn(members, before);
    dealt.push(before);
  }
  await tx.query('UPDATE team_turns SET last_member = $2 WHERE team_id = $1', [teamId, before]);
  return dealt;
}

async function byLoad(tx: Tx, teamId: string, members: readonly Member[], count: number) {
  const rows = (await tx.query(
    `SELECT assignee, count(*)::int AS open FROM complaints
     WHERE team = $1 AND ended_at IS NULL AND assignee IS NOT NULL GROUP BY assignee`,
    [teamId],
  )) as { assignee: string; open: number }[];
  const load = new Map(rows.map(({ assignee, open }) => [assignee, open]));
  return Array.from({ length: count }, () => {
    const assignee = leastLoaded(members, load);
    if (assignee) load.set(assignee, (load.get(assignee) ?? 0) + 1);
    return assignee;
  });
}
