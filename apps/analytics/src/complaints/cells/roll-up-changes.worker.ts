import { DueWorker } from '@harken/messaging';
import type { ServiceContext, Worker } from '@harken/service';
import { rollUpChanges } from './roll-up-changes.use-case.ts';

const pollIntervalMs = 1_000;

/** Keeps the pending changes few, which readers add to the cells. One replica at a time. */
export const rollUpChangesWorker = ({ dataSource, logger }: ServiceContext): Worker =>
  new DueWorker({
    name: 'roll-up-complaint-changes',
    dataSource,
    claim: rollUpChanges,
    nextDueInMs: async () => pollIntervalMs,
    onError: (error) => logger.error({ err: error }, 'could not roll up the changes of complaints; retrying'),
  });
