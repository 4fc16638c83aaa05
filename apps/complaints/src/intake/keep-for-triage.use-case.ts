import type { Tx } from '@harken/messaging';
import { type SuspectedComplaint, triageStore } from './triage.store.ts';

/** Feedback that may be a complaint waits here for a person; a repeat changes nothing. */
export async function keepForTriage(suspected: readonly SuspectedComplaint[], tx: Tx): Promise<void> {
  if (suspected.length > 0) await triageStore.add(tx, suspected);
}
