import type { Tx } from '@harken/database';
import { complaintFactsStore } from './complaint-facts.store.ts';
import { type ComplaintRecord, mergeAll } from './complaint-record.ts';

/** Merges the records of a batch of events into the stored ones. The same statement updates the columns for figures. */
export async function recordComplaints(records: readonly ComplaintRecord[], tx: Tx, generation: number): Promise<void> {
  const ids = [...new Set(records.map(({ complaintId }) => complaintId))];
  const stored = await complaintFactsStore.lock(tx, generation, ids);
  await complaintFactsStore.save(tx, generation, mergeAll([...stored, ...records]));
}
