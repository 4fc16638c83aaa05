import type { DataSource } from 'typeorm';
import { restMs } from '../database/bell.ts';
import type { Tx } from '../database/transaction.ts';
import { backoffMs, Sleeper } from './sleeper.ts';

export interface DueWorkerOptions {
  readonly name: string;
  readonly dataSource: DataSource;
  /** Works due rows in one transaction per call (`FOR UPDATE SKIP LOCKED`, in due order); returns how many, 0 = nothing due now. */
  readonly claim: (tx: Tx) => Promise<number>;
  /** Milliseconds until the next due row by the time of the database; null = there is none. */
  readonly nextDueInMs: (tx: Tx) => Promise<number | null>;
  /** The safety net: rows of other replicas are seen at the latest after this. */
  readonly maxSleepMs?: number;
  onError(error: unknown): void;
}

// A row that is due but locked belongs to another replica at this moment: look again soon.
const leastSleepMs = 20;

/** The sleeper for timers kept as rows: it wakes when the next one is due. Any number of replicas may run it. */
export class DueWorker {
  readonly #options: DueWorkerOptions;
  readonly #sleeper = new Sleeper();
  #loop: Promise<void> | undefined;
  #running = false;

  constructor(options: DueWorkerOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#loop = this.#run();
  }

  /** For `afterCommit`, when a row was written that may be due before the others. */
  readonly wake = (): void => this.#sleeper.wake();

  /** Ends after the running claim. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#sleeper.wake();
    await this.#loop;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (this.#running) {
      try {
        const sleepMs = await this.#work();
        failures = 0;
        if (this.#running && sleepMs > 0) await this.#sleeper.sleep(sleepMs);
      } catch (error) {
        this.#options.onError(error);
        if (this.#running) await this.#sleeper.sleep(backoffMs(failures++));
      }
    }
  }

  async #work(): Promise<number> {
    const { dataSource, claim, nextDueInMs, maxSleepMs = restMs } = this.#options;
    return dataSource.transaction(async (tx) => {
      if ((await claim(tx)) > 0) return 0;
      const dueInMs = (await nextDueInMs(tx)) ?? maxSleepMs;
      return Math.min(maxSleepMs, Math.max(leastSleepMs, dueInMs));
    });
  }
}
