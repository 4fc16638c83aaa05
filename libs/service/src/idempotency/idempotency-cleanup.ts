import { Loop } from '@harken/messaging';
import type { DataSource } from 'typeorm';
import type { Worker } from '../definition/service-definition.ts';
import type { Logger } from '../operations/logger.ts';
import { deleteExpiredResponses } from './stored-responses.ts';

const intervalMs = 5 * 60_000;
const batchSize = 1_000;

/** Deletes expired responses in small transactions. All replicas may run it. */
export const idempotencyCleanup = (dataSource: DataSource, logger: Logger): Worker =>
  new Loop({
    round: async () => {
      const removed = await dataSource.transaction((tx) => deleteExpiredResponses(tx, batchSize));
      return removed === batchSize ? 0 : intervalMs;
    },
    onError: (error) => logger.warn({ err: error }, 'old idempotency keys could not be removed; tried again later'),
    retryDelayMs: () => intervalMs,
  });
