import type { Tx } from '@harken/database';
import { type SuspectedComplaint, triageStore } from './triage.store.ts';

/** Keeps feedback that may be a complaint for a person to decide; a repeat changes nothing. */
export async function keepForTriage(suspected: readonly SuspectedComplaint[], tx: Tx): Promise<void> {
  if (suspected.length > 0) await triageStore.add(tx, suspected);
}
