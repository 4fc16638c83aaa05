import type { Tx } from '@harken/messaging';
import { recomputationsBell } from './recomputation.queries.ts';
import { recomputationStore } from './recomputation.store.ts';
import type { Cause } from './recomputation.ts';

/** The deadlines of the open complaints that it concerns are reckoned again in the background, at once or from a time on. */
export async function scheduleRecomputation(cause: Cause, tx: Tx, at: Date | null = null): Promise<void> {
  await recomputationStore.add(tx, cause, at);
  recomputationsBell.ringAfterCommit(tx, 0);
}
