import type { Tx } from '@harken/messaging';
import { measurementStore } from './measurement.store.ts';

const atOnce = 10_000;
const hour = 3600;

/** Lets go of buckets that no window reaches any more. Returns 1 while there is more to do, 0 when not due. */
export async function forgetMeasurements(tx: Tx): Promise<number> {
  if (!(await measurementStore.claimUpkeep(tx))) return 0;
  const gone = await measurementStore.forget(tx, atOnce);
  if (gone < atOnce) await measurementStore.upkeepDueIn(tx, hour);
  return 1;
}
