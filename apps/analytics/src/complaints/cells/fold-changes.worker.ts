import { DueWorker } from '@harken/messaging';
import type { ServiceContext, Worker } from '@harken/service';
import { foldChanges } from './fold-changes.use-case.ts';

const lookEveryMs = 1_000;

/** Keeps the changes few that readers add up beside the cells; one replica at a time. */
export const foldChangesWorker = ({ dataSource, logger }: ServiceContext): Worker =>
  new DueWorker({
    name: 'fold-complaint-changes',
    dataSource,
    claim: foldChanges,
    nextDueInMs: async () => lookEveryMs,
    onError: (error) => logger.error({ err: error }, 'changes of complaints could not be folded; trying again'),
  });
