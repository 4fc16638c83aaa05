import { Sleeper } from '../loops/sleeper.ts';
import { Abandoned } from '../processing/work-items.ts';

export interface PulseOptions {
  readonly heartbeat: () => Promise<void>;
  /** false: stop between two chunks, the partition is not (or no longer) ours. */
  readonly mayGoOn: () => boolean;
  readonly everyMs: number;
}

/** Keeps a batch in its group during long work, and tells the work when it has to end. */
export class Pulse {
  readonly #options: PulseOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #pauses = new Set<Sleeper>();
  readonly #begun = performance.now();
  #lost: unknown;
  #since = performance.now();

  constructor(options: PulseOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#beat(), options.everyMs);
  }

  get alive(): boolean {
    return this.#lost === undefined && this.#options.mayGoOn();
  }

  /** When the work last came forward or at least knew what it waits for. */
  get since(): number {
    return this.#since;
  }

  cameForward(): void {
    this.#since = performance.now();
  }

  readonly pause = async (ms: number): Promise<void> => {
    const sleeper = new Sleeper();
    this.#pauses.add(sleeper);
    await sleeper.sleep(ms);
    this.#pauses.delete(sleeper);
    this.cameForward();
    if (!this.alive) throw new Abandoned('the partition is no longer ours or the service stops');
  };

  /** Rests until so long after the batch came: what comes meanwhile is fetched together. */
  async restUntil(ms: number): Promise<void> {
    const left = this.#begun + ms - performance.now();
    if (left > 0) await this.pause(left);
  }

  /** Throws what the group answered to the last heartbeat, so that kafkajs joins again. */
  end(): void {
    clearInterval(this.#timer);
    if (this.#lost !== undefined) throw this.#lost;
  }

  readonly wake = (): void => {
    for (const sleeper of this.#pauses) sleeper.wake();
  };

  async #beat(): Promise<void> {
    if (!this.#options.mayGoOn()) this.wake();
    try {
      await this.#options.heartbeat();
    } catch (error) {
      this.#lost = error;
      this.wake();
    }
  }
}
