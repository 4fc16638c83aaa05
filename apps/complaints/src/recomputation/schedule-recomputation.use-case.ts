import type { Tx } from '@harken/database';
import { recomputationsSignal } from './recomputation.queries.ts';
import { recomputationStore } from './recomputation.store.ts';
import type { RecomputationCause } from './recomputation-cause.ts';

/** Schedules the recomputation of the affected open complaints in the background, at once or from a time on. */
export async function scheduleRecomputation(cause: RecomputationCause, tx: Tx, at: Date | null = null): Promise<void> {
  await recomputationStore.add(tx, cause, at);
  recomputationsSignal.notifyAfterCommit(tx, 0);
}
