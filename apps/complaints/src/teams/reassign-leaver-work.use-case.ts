import type { Tx } from '@harken/database';
import type { Departure } from './departure.queries.ts';
import { departureStore } from './departure.store.ts';
import { calendarsOfMembers, findTeam } from './team.queries.ts';
import { isAvailable } from './team.ts';

/** Reassigns open complaints of a person, at most `limit`; `left`: whether the person still has some in the team. */
export type ReassignBatch = (
  departure: Departure & { readonly limit: number },
  tx: Tx,
) => Promise<{ readonly reassigned: number; readonly queued: number; readonly left: boolean }>;

/**
 * Reassigns the next complaints of a member who left, at most `limit`, in one transaction with their events: what was
 * not committed comes with the next call. Returns 0 when there is nothing to do.
 */
export async function reassignLeaverWork(limit: number, reassign: ReassignBatch, tx: Tx): Promise<number> {
  const departure = await departureStore.claim(tx);
  if (!departure) return 0;
  const { id, team, member, now } = departure;
  const back = (await findTeam(tx, team))?.members.find((one) => one.id === member);
  if (back && isAvailable(back, { now, calendars: await calendarsOfMembers([back], tx) })) {
    await departureStore.progress(tx, id, { dealt: 0, queued: 0, next: 'done' });
    return 1;
  }
  const { reassigned, queued, left } = await reassign({ ...departure, limit }, tx);
  const moved = reassigned + queued;
  const next = left ? (moved > 0 ? 'at-once' : 'later') : 'done';
  await departureStore.progress(tx, id, { dealt: reassigned, queued, next });
  return next === 'later' ? 0 : 1;
}
