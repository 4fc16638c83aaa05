import type { DataSource } from 'typeorm';
import type { Worker } from '../definition/service-definition.ts';
import type { Logger } from '../operations/logger.ts';
import { sweepAnswers } from './stored-answers.ts';

const everyMs = 5 * 60_000;
const batch = 1_000;

/** Removes stored answers after their day, in small transactions. Replicas may all run it. */
export function answerSweeper(dataSource: DataSource, logger: Logger): Worker {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const sweep = async (): Promise<void> => {
    try {
      let removed = batch;
      while (removed === batch && !stopped) removed = await dataSource.transaction((tx) => sweepAnswers(tx, batch));
    } catch (error) {
      logger.warn({ err: error }, 'old idempotency keys could not be removed; tried again later');
    }
  };
  return {
    start: () => {
      timer = setInterval(() => {
        running = running.then(sweep);
      }, everyMs).unref();
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
