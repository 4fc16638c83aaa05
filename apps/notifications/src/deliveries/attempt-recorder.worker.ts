import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { type MadeAttempt, mayDisable, recordAttempts } from './record-attempts.use-case.ts';

interface Waiting {
  readonly attempt: MadeAttempt;
  readonly done: () => void;
}

// A lease outlives these tries only a little: then the delivery is made again, under the same id.
const tries = 5;
const mostAtOnce = 500;
/** Nobody waits for an outcome that is not urgent: those of this time share one commit. */
const lingerMs = 25;

/** Writes outcomes down: those that come soon after each other, or while one commit runs, share the next. */
export class AttemptRecorder {
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #hurry = Promise.withResolvers<void>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Resolves when it is written, or given up: never rejects. */
  record(attempt: MadeAttempt, urgent: boolean): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ attempt, done });
      if (urgent || this.#waiting.length >= mostAtOnce) this.#hurry.resolve();
      this.#running ??= this.#drain().finally(() => {
        this.#running = undefined;
      });
    });
  }

  async idle(): Promise<void> {
    this.#hurry.resolve();
    while (this.#running) await this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await Promise.race([this.#hurry.promise, delay(lingerMs)]);
      this.#hurry = Promise.withResolvers();
      const batch = this.#waiting.splice(0, mostAtOnce);
      await this.#write(batch.map(({ attempt }) => attempt));
      for (const { done } of batch) done();
    }
  }

  async #write(attempts: readonly MadeAttempt[]): Promise<void> {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      try {
        // One statement is a transaction of its own.
        if (attempts.some(mayDisable)) await this.dataSource.transaction((tx) => recordAttempts(attempts, tx));
        else await recordAttempts(attempts, this.dataSource.manager);
        return;
      } catch (error) {
        this.onError(error);
        await delay(100 * 2 ** attempt);
      }
    }
  }
}
