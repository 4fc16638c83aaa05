import type { Tx } from '@harken/database';
import { measurementStore } from './measurement.store.ts';

const batchSize = 10_000;
const hour = 3600;

/** Deletes buckets that no window reaches any more. Returns 1 while there is more to do, 0 when not due. */
export async function deleteOldMeasurements(tx: Tx): Promise<number> {
  if (!(await measurementStore.claimUpkeep(tx))) return 0;
  const deleted = await measurementStore.deleteExpired(tx, batchSize);
  if (deleted < batchSize) await measurementStore.scheduleUpkeep(tx, hour);
  return 1;
}
