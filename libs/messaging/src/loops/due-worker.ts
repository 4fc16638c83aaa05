import { type CommitSignal, pollIntervalMs, type Tx } from '@harken/database';
import type { DataSource } from 'typeorm';
import { Loop } from './loop.ts';

export interface DueWorkerOptions {
  readonly dataSource: DataSource;
  /** Processes due rows in the transaction (`FOR UPDATE SKIP LOCKED`, in due order); returns how many, 0 = nothing is due. */
  readonly claim: (tx: Tx) => Promise<number>;
  /** Milliseconds until the next row is due, by the time of the database; null = there is none. */
  readonly nextDueInMs: (tx: Tx) => Promise<number | null>;
  /** Wakes the worker. */
  readonly signal?: CommitSignal;
  /** Rows that other replicas added are seen after this at the latest. */
  readonly maxSleepMs?: number;
  onError(error: unknown): void;
}

// A row that is due but locked is being processed by another replica: poll again soon.
const minSleepMs = 20;

/** Processes timers that are rows: it sleeps until the next one is due. Any number of replicas may run it. */
export class DueWorker {
  readonly #options: DueWorkerOptions;
  readonly #loop: Loop;

  /** For `afterCommit`: a row was written that may be due before the others. */
  readonly wake = (): void => this.#loop.wake();

  constructor(options: DueWorkerOptions) {
    this.#options = options;
    this.#loop = new Loop({ round: () => this.#claimDue(), onError: (error) => options.onError(error) });
    options.signal?.listen(options.dataSource, this.wake);
  }

  start(): void {
    this.#loop.start();
  }

  /** Returns after the running claim. */
  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  async #claimDue(): Promise<number> {
    const { dataSource, claim, nextDueInMs, maxSleepMs = pollIntervalMs } = this.#options;
    return dataSource.transaction(async (tx) => {
      if ((await claim(tx)) > 0) return 0;
      const dueInMs = (await nextDueInMs(tx)) ?? maxSleepMs;
      return Math.min(maxSleepMs, Math.max(minSleepMs, dueInMs));
    });
  }
}
