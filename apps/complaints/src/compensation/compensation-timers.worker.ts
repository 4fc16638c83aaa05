import { DueWorker } from '@harken/messaging';
import type { ServiceContext, Worker } from '@harken/service';
import { fireDueCompensations } from './change-compensation.use-case.ts';
import { compensationTimersSignal, nextCompensationInMs } from './compensation.queries.ts';

// Few, because each holds its complaint until the commit.
const compensationsPerBatch = 50;

/** Expires proposals, and raises what was not fulfilled in time as overdue. */
export function compensationTimersWorker({
  dataSource,
  logger,
}: Pick<ServiceContext, 'dataSource' | 'logger'>): Worker {
  const worker = new DueWorker({
    name: 'compensation-timers',
    dataSource,
    claim: (tx) => fireDueCompensations(compensationsPerBatch, tx),
    nextDueInMs: nextCompensationInMs,
    onError: (error) => logger.error({ err: error }, 'due compensations could not be worked; trying again'),
  });
  compensationTimersSignal.listen(dataSource, worker.wake);
  return worker;
}
