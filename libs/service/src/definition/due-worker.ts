import { DueWorker, type DueWorkerOptions } from '@harken/messaging';
import { overdueMetric } from '../operations/database-gauge.ts';
import type { ServiceContext, Worker } from './service-definition.ts';

export interface DueWork extends Omit<DueWorkerOptions, 'dataSource' | 'onError'> {
  /** Its name in `harken_overdue_seconds`; without one it is not measured. */
  readonly work?: string;
}

/** A test may leave out the metrics. */
type WorkerContext = Pick<ServiceContext, 'dataSource' | 'logger'> & Partial<Pick<ServiceContext, 'metrics'>>;

/** A worker for rows that are due, as `ServiceDefinition` takes it. `failure` is logged when a claim fails; it is repeated. */
export const dueWorker =
  (failure: string, { work, ...options }: DueWork) =>
  ({ dataSource, logger, metrics }: WorkerContext): Worker => {
    if (work && metrics) overdueMetric(metrics, work, { dataSource, nextDueInMs: options.nextDueInMs });
    return new DueWorker({ dataSource, ...options, onError: (error) => logger.error({ err: error }, failure) });
  };
