import type { Tx } from '@harken/database';
import { recomputationStore, recomputationsSignal } from './recomputation.store.ts';
import type { RecomputationCause } from './recomputation-cause.ts';

/** Schedules the recomputation of the affected open complaints in the background, at once or from a time on. */
export async function scheduleRecomputation(cause: RecomputationCause, tx: Tx, at: Date | null = null): Promise<void> {
  await recomputationStore.add(tx, cause, at);
  recomputationsSignal.notifyAfterCommit(tx, 0);
}

/** Recomputes the deadlines of at most `limit` open complaints after `after`, in the order of their ids. */
export type RecomputeComplaints = (
  cause: RecomputationCause,
  after: string | null,
  limit: number,
  tx: Tx,
) => Promise<{ readonly looked: number; readonly changed: number; readonly last: string | null }>;

/** Runs one batch of the most overdue recomputation; returns how many complaints it scanned, 0 without any. */
export async function recomputeNextBatch(limit: number, recompute: RecomputeComplaints, tx: Tx): Promise<number> {
  const recomputation = await recomputationStore.claim(tx);
  if (!recomputation) return 0;
  const { id, cause, after } = recomputation;
  const { looked, changed, last } = await recompute(cause, after, limit, tx);
  if (last !== null && looked === limit) await recomputationStore.advance(tx, id, last, changed);
  else await recomputationStore.endSweep(tx, recomputation, changed);
  return looked;
}
