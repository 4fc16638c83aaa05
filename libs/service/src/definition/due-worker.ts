import { DueWorker, type DueWorkerOptions } from '@harken/messaging';
import type { ServiceContext, Worker } from './service-definition.ts';

/** A worker for rows that are due, as `ServiceDefinition` takes it. `failure` is logged when a claim fails; it is repeated. */
export const dueWorker =
  (failure: string, options: Omit<DueWorkerOptions, 'dataSource' | 'onError'>) =>
  ({ dataSource, logger }: Pick<ServiceContext, 'dataSource' | 'logger'>): Worker =>
    new DueWorker({ dataSource, ...options, onError: (error) => logger.error({ err: error }, failure) });
