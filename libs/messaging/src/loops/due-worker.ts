import type { DataSource } from 'typeorm';
import { restMs } from '../database/commit-signal.ts';
import type { Tx } from '../database/transaction.ts';
import { backoffMs } from './backoff.ts';
import { InterruptibleSleep } from './interruptible-sleep.ts';

export interface DueWorkerOptions {
  readonly name: string;
  readonly dataSource: DataSource;
  /** Processes due rows in the transaction (`FOR UPDATE SKIP LOCKED`, in due order); returns how many, 0 = nothing is due. */
  readonly claim: (tx: Tx) => Promise<number>;
  /** Milliseconds until the next row is due, by the time of the database; null = there is none. */
  readonly nextDueInMs: (tx: Tx) => Promise<number | null>;
  /** Rows that other replicas added are seen after this at the latest. */
  readonly maxSleepMs?: number;
  onError(error: unknown): void;
}

// A row that is due but locked is being processed by another replica: poll again soon.
const minSleepMs = 20;

/** Processes timers that are rows: it sleeps until the next one is due. Any number of replicas may run it. */
export class DueWorker {
  readonly #options: DueWorkerOptions;
  readonly #sleep = new InterruptibleSleep();
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

  /** For `afterCommit`: a row was written that may be due before the others. */
  readonly wake = (): void => this.#sleep.wake();

  /** Returns after the running claim. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#sleep.wake();
    await this.#loop;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (this.#running) {
      try {
        const sleepMs = await this.#claimDue();
        failures = 0;
        if (this.#running && sleepMs > 0) await this.#sleep.sleep(sleepMs);
      } catch (error) {
        this.#options.onError(error);
        if (this.#running) await this.#sleep.sleep(backoffMs(failures++));
      }
    }
  }

  async #claimDue(): Promise<number> {
    const { dataSource, claim, nextDueInMs, maxSleepMs = restMs } = this.#options;
    return dataSource.transaction(async (tx) => {
      if ((await claim(tx)) > 0) return 0;
      const dueInMs = (await nextDueInMs(tx)) ?? maxSleepMs;
      return Math.min(maxSleepMs, Math.max(minSleepMs, dueInMs));
    });
  }
}
