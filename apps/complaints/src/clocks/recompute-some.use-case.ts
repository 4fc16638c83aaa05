import type { Tx } from '@harken/messaging';
import { recomputeOpen } from '../lifecycle/recompute-clocks.use-case.ts';
import { recomputationStore } from './recomputation.store.ts';

/** One batch of the recomputation that is due longest; returns how many complaints it looked at, 0 without any. */
export async function recomputeSome(limit: number, tx: Tx): Promise<number> {
  const recomputation = await recomputationStore.claim(tx);
  if (!recomputation) return 0;
  const { id, cause, after } = recomputation;
  const { looked, changed, last } = await recomputeOpen(cause, after, limit, tx);
  if (last !== null && looked === limit) await recomputationStore.advance(tx, id, last, changed);
  else await recomputationStore.endSweep(tx, recomputation, changed);
  return looked;
}
