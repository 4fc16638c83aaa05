import type { Logger, Worker } from '@harken/service';
import type { DataSource } from 'typeorm';

const intervalMs = 3600 * 1000;

/** Makes tomorrow's partitions and drops those past the retention, at the start and every hour. */
export function upkeepWorker(dataSource: DataSource, retentionMs: number, logger: Pick<Logger, 'warn'>): Worker {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = async () => {
    try {
      await dataSource.query("SELECT notifications_upkeep($1::float8 * interval '1 ms')", [retentionMs]);
    } catch (error) {
      logger.warn({ err: error }, 'upkeep of the alert partitions failed; the next try is in an hour');
    }
  };
  return {
    async start() {
      timer = setInterval(() => {
        running = run();
      }, intervalMs);
      await run();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
