import type { DataSource } from 'typeorm';
import { Loop } from '../loops/loop.ts';
import type { Logger } from '../observability/logger.ts';

const everyMs = 3_600_000;
const retryMs = 60_000;

/** Makes and drops the daily partitions of outbox and inbox. Every replica may run it. */
export class UpkeepWorker {
  readonly #loop: Loop;

  constructor(dataSource: DataSource, retentionDays: number, logger: Logger) {
    this.#loop = new Loop({
      round: async () => {
        await dataSource.query(`SELECT messaging_upkeep(make_interval(days => $1))`, [retentionDays]);
        return everyMs;
      },
      onError: (error) => logger.warn({ err: error }, 'the upkeep of the partitions of outbox and inbox failed'),
      retryDelayMs: () => retryMs,
    });
  }

  start(): void {
    this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
  }
}
