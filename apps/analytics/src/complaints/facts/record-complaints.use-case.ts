import type { Tx } from '@harken/messaging';
import { complaintFactsStore } from './complaint-facts.store.ts';
import { type ComplaintRecord, mergeAll } from './complaint-record.ts';

/** Joins what a batch of events tells with what is known; the complaint's figures follow in the same statement. */
export async function recordComplaints(
  observations: readonly ComplaintRecord[],
  tx: Tx,
  generation: number,
): Promise<void> {
  const ids = [...new Set(observations.map(({ complaintId }) => complaintId))];
  const known = await complaintFactsStore.known(tx, generation, ids);
  await complaintFactsStore.save(tx, generation, mergeAll([...known, ...observations]));
}
