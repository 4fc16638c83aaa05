import type { Tx } from '@harken/database';
import { type DueQueue, queueStore } from './queue.store.ts';
import { calendarsOfMembers, findTeam } from './team.queries.ts';
import { isAvailable, nextArrival } from './team.ts';

/** Deals out unassigned complaints of the team, at most `limit`; `left`: whether the team still has some. */
export type DealOut = (
  team: string,
  limit: number,
  tx: Tx,
) => Promise<{ readonly dealt: number; readonly left: boolean }>;

const secondSweepAfterMs = 30_000;
const retryLockedAfterMs = 200;

/**
 * Deals out the queue of one team where somebody is there again: back from an absence, at the beginning of a shift, or
 * new in the team. The time of the next look is stored, so it survives a restart, and one replica alone claims it.
 * Returns 0 when there is nothing to do.
 */
export async function dealOutNextQueue(limit: number, dealOut: DealOut, tx: Tx): Promise<number> {
  const due = await queueStore.claim(tx);
  if (!due) return 0;
  const team = await findTeam(tx, due.team);
  const members = team && team.assignment !== 'queue' ? team.members : [];
  const presence = { now: due.now, calendars: await calendarsOfMembers(members, tx) };
  const isSomebodyThere = members.some((member) => isAvailable(member, presence));
  const { dealt, left } = isSomebodyThere ? await dealOut(due.team, limit, tx) : { dealt: 0, left: false };
  if (left) {
    const again = new Date(due.now.getTime() + (dealt > 0 ? 0 : retryLockedAfterMs));
    await queueStore.schedule(tx, due.team, again, due.sweep);
    return dealt;
  }
  const { at, sweep } = nextLook(due, nextArrival(members, presence));
  await queueStore.schedule(tx, due.team, at, sweep);
  return 1;
}

/**
 * Deals out the queues of the teams of somebody whose absence this transaction is about to change, soon after the commit. To
 * be called before anything else is locked.
 */
export const dealOutQueuesOf = (person: string, tx: Tx): Promise<void> => queueStore.lookAtTeamsOf(tx, person);

function nextLook({ sweep, now }: DueQueue, arrival: Date | null): { at: Date | null; sweep: DueQueue['sweep'] } {
  const second = new Date(now.getTime() + secondSweepAfterMs);
  return sweep === 2 || (arrival && arrival < second) ? { at: arrival, sweep: 1 } : { at: second, sweep: 2 };
}
