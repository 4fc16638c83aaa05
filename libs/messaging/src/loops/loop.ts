import { backoffMs } from './backoff.ts';
import { InterruptibleSleep } from './interruptible-sleep.ts';

export interface LoopOptions {
  /** One round. Resolves to the milliseconds to sleep before the next one; 0 = go on at once. */
  round(): Promise<number>;
  /** Called if a round throws; `failures` counts the failed rounds directly before it. */
  onError(error: unknown, failures: number): void;
  /** The sleep after a failed round; default is `backoffMs`. */
  readonly retryDelayMs?: (failures: number) => number;
}

/** Repeats rounds in the background until it is stopped. It sleeps between rounds, longer and longer while they fail. */
export class Loop {
  readonly #options: LoopOptions;
  readonly #sleep = new InterruptibleSleep();
  #running = false;
  #failures = 0;
  #ended: Promise<void> | undefined;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  get running(): boolean {
    return this.#running;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#ended = this.#run();
  }

  /** Ends the present sleep, or else the next one. */
  readonly wake = (): void => this.#sleep.wake();

  /** A sleep within a round; `wake` and `stop` end it. */
  async sleep(ms: number): Promise<void> {
    if (this.#running) await this.#sleep.sleep(ms);
  }

  /** For a round that lasts long: what it has done so far counts as a success. */
  resetBackoff(): void {
    this.#failures = 0;
  }

  /** Resolves after the running round. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#sleep.wake();
    await this.#ended;
  }

  async #run(): Promise<void> {
    while (this.#running) {
      const sleepMs = await this.#round();
      if (sleepMs > 0) await this.sleep(sleepMs);
    }
  }

  async #round(): Promise<number> {
    const { round, onError, retryDelayMs = backoffMs } = this.#options;
    try {
      const sleepMs = await round();
      this.#failures = 0;
      return sleepMs;
    } catch (error) {
      onError(error, this.#failures);
      return retryDelayMs(this.#failures++);
    }
  }
}
