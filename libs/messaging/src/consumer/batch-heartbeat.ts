import { InterruptibleSleep } from '../loops/interruptible-sleep.ts';
import { PartitionLost } from '../processing/process-batch.ts';

export interface BatchHeartbeatOptions {
  readonly heartbeat: () => Promise<void>;
  /** false: stop before the next chunk, because the partition is not (or no longer) assigned to us. */
  readonly mayContinue: () => boolean;
  readonly everyMs: number;
}

/** Sends heartbeats while a batch is processed, and interrupts its pauses when it has to stop. */
export class BatchHeartbeat {
  readonly #options: BatchHeartbeatOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #pauses = new Set<InterruptibleSleep>();
  readonly #started = performance.now();
  #lost: unknown;
  #lastProgress = performance.now();

  constructor(options: BatchHeartbeatOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#beat(), options.everyMs);
  }

  get alive(): boolean {
    return this.#lost === undefined && this.#options.mayContinue();
  }

  /** When a chunk was last done, or a deliberate pause ended. */
  get lastProgress(): number {
    return this.#lastProgress;
  }

  progress(): void {
    this.#lastProgress = performance.now();
  }

  readonly pause = async (ms: number): Promise<void> => {
    const sleep = new InterruptibleSleep();
    this.#pauses.add(sleep);
    await sleep.sleep(ms);
    this.#pauses.delete(sleep);
    this.progress();
    if (!this.alive) throw new PartitionLost('the partition is no longer assigned to us, or the service stops');
  };

  /** Pauses until `ms` after the batch arrived, so that the next fetch brings more events at once. */
  async waitUntil(ms: number): Promise<void> {
    const left = this.#started + ms - performance.now();
    if (left > 0) await this.pause(left);
  }

  /** Throws the error of a failed heartbeat, so that kafkajs joins the group again. */
  end(): void {
    clearInterval(this.#timer);
    if (this.#lost !== undefined) throw this.#lost;
  }

  readonly wake = (): void => {
    for (const sleep of this.#pauses) sleep.wake();
  };

  async #beat(): Promise<void> {
    if (!this.#options.mayContinue()) this.wake();
    try {
      await this.#options.heartbeat();
    } catch (error) {
      this.#lost = error;
      this.wake();
    }
  }
}
