import type { Logger, Worker } from '@harken/service';
import type { DataSource } from 'typeorm';

const everyMs = 3600 * 1000;

/** Makes tomorrow's partitions and drops those past their retention, at the start and every hour. */
export function upkeepWorker(dataSource: DataSource, keepMs: number, logger: Pick<Logger, 'warn'>): Worker {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = async () => {
    try {
      await dataSource.query("SELECT notifications_upkeep($1::float8 * interval '1 ms')", [keepMs]);
    } catch (error) {
      logger.warn({ err: error }, 'the partitions of alerts could not be kept; the next try is in an hour');
    }
  };
  return {
    async start() {
      timer = setInterval(() => {
        running = run();
      }, everyMs);
      await run();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
