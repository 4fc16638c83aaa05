import { DueWorker } from '@harken/messaging';
import type { ServiceContext, Worker } from '@harken/service';
import { forgetMeasurements } from './forget-measurements.use-case.ts';
import { upkeepInMs } from './measurement.queries.ts';

const aMinute = 60_000;

/** Lets go of old buckets, once an hour in all replicas together. */
export const forgetMeasurementsWorker = ({ dataSource, logger }: ServiceContext): Worker =>
  new DueWorker({
    name: 'forget-measurements',
    dataSource,
    claim: forgetMeasurements,
    nextDueInMs: upkeepInMs,
    maxSleepMs: aMinute,
    onError: (error) => logger.error({ err: error }, 'old measurements could not be forgotten'),
  });
