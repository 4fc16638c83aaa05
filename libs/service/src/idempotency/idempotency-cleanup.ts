import type { DataSource } from 'typeorm';
import type { Worker } from '../definition/service-definition.ts';
import type { Logger } from '../operations/logger.ts';
import { deleteExpiredResponses } from './stored-responses.ts';

const intervalMs = 5 * 60_000;
const batchSize = 1_000;

/** Deletes expired responses in small transactions. All replicas may run it. */
export function idempotencyCleanup(dataSource: DataSource, logger: Logger): Worker {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const cleanUp = async (): Promise<void> => {
    try {
      let removed = batchSize;
      while (removed === batchSize && !stopped)
        removed = await dataSource.transaction((tx) => deleteExpiredResponses(tx, batchSize));
    } catch (error) {
      logger.warn({ err: error }, 'old idempotency keys could not be removed; tried again later');
    }
  };
  return {
    start: () => {
      timer = setInterval(() => {
        running = running.then(cleanUp);
      }, intervalMs).unref();
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
