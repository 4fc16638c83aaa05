import { DueWorker } from '@harken/messaging';
import type { ServiceContext, Worker } from '@harken/service';
import { deleteOldMeasurements } from './delete-old-measurements.use-case.ts';
import { nextUpkeepInMs } from './measurement.queries.ts';

const maxSleepMs = 60_000;

/** Deletes old buckets, once an hour in all replicas together. */
export const deleteOldMeasurementsWorker = ({ dataSource, logger }: ServiceContext): Worker =>
  new DueWorker({
    name: 'delete-old-measurements',
    dataSource,
    claim: deleteOldMeasurements,
    nextDueInMs: nextUpkeepInMs,
    maxSleepMs,
    onError: (error) => logger.error({ err: error }, 'old measurements could not be deleted'),
  });
