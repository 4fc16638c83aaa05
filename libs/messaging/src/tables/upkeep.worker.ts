import type { DataSource } from 'typeorm';
import { InterruptibleSleep } from '../loops/interruptible-sleep.ts';
import type { Logger } from '../observability/logger.ts';

const everyMs = 3_600_000;
const retryMs = 60_000;

/** Makes and drops the daily partitions of outbox and inbox. Safe on every replica at once. */
export class UpkeepWorker {
  readonly #dataSource: DataSource;
  readonly #retentionDays: number;
  readonly #logger: Logger;
  readonly #sleeper = new InterruptibleSleep();
  #running = false;
  #loop: Promise<void> | undefined;

  constructor(dataSource: DataSource, retentionDays: number, logger: Logger) {
    this.#dataSource = dataSource;
    this.#retentionDays = retentionDays;
    this.#logger = logger;
  }

  start(): void {
    this.#running = true;
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#sleeper.wake();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (this.#running) {
      const done = await this.#keepUp();
      if (this.#running) await this.#sleeper.sleep(done ? everyMs : retryMs);
    }
  }

  async #keepUp(): Promise<boolean> {
    try {
      await this.#dataSource.query(`SELECT messaging_upkeep(make_interval(days => $1))`, [this.#retentionDays]);
      return true;
    } catch (error) {
      this.#logger.warn({ err: error }, 'the upkeep of the partitions of outbox and inbox failed');
      return false;
    }
  }
}
