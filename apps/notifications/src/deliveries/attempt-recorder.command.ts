import { setTimeout as delay } from 'node:timers/promises';
import pRetry from 'p-retry';
import type { DataSource } from 'typeorm';
import { type CompletedAttempt, mayDisable, recordAttempts } from './record-attempts.use-case.ts';

interface PendingAttempt {
  readonly attempt: CompletedAttempt;
  readonly done: () => void;
}

// The lease ends soon after these tries: then the delivery is sent again, under the same id.
const maxTries = 5;
const batchSize = 500;
/** Attempts that are not urgent wait this long and share one commit. */
const batchWindowMs = 25;

/** Records attempts in batches: those that come within the window, or while a commit runs, share the next one. */
export class AttemptRecorder {
  #pending: PendingAttempt[] = [];
  #running: Promise<void> | undefined;
  #flush = Promise.withResolvers<void>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Resolves when the attempt is recorded or all tries failed; never rejects. */
  record(attempt: CompletedAttempt, urgent: boolean): Promise<void> {
    return new Promise((done) => {
      this.#pending.push({ attempt, done });
      if (urgent || this.#pending.length >= batchSize) this.#flush.resolve();
      this.#running ??= this.#drain().finally(() => {
        this.#running = undefined;
      });
    });
  }

  async idle(): Promise<void> {
    this.#flush.resolve();
    while (this.#running) await this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#pending.length > 0) {
      await Promise.race([this.#flush.promise, delay(batchWindowMs)]);
      this.#flush = Promise.withResolvers();
      const batch = this.#pending.splice(0, batchSize);
      await this.#write(batch.map(({ attempt }) => attempt));
      for (const { done } of batch) done();
    }
  }

  /** One statement is a transaction of its own. */
  async #write(attempts: readonly CompletedAttempt[]): Promise<void> {
    const write = () =>
      attempts.some(mayDisable)
        ? this.dataSource.transaction((tx) => recordAttempts(attempts, tx))
        : recordAttempts(attempts, this.dataSource.manager);
    await pRetry(write, {
      retries: maxTries - 1,
      minTimeout: 200,
      onFailedAttempt: ({ error }) => this.onError(error),
    }).catch(() => undefined); // Told by `onError`.
  }
}
