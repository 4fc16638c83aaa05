import { dueWorker } from '@harken/service';
import { deleteOldMeasurements } from './delete-old-measurements.use-case.ts';
import { nextUpkeepInMs } from './measurement.queries.ts';

/** Deletes old buckets, once an hour in all replicas together. */
export const deleteOldMeasurementsWorker = dueWorker('old measurements could not be deleted', {
  claim: deleteOldMeasurements,
  nextDueInMs: nextUpkeepInMs,
  maxSleepMs: 60_000,
});
