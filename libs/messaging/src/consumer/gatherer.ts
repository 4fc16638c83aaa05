import type { LogMessage } from '../events/read-event.ts';
import { type ChunkContext, type Item, itemsOf, type Pause, transact, workItems } from '../processing/work-items.ts';

interface Portion {
  readonly items: readonly Item[];
  readonly pause: Pause;
  done(): void;
  failed(error: unknown): void;
}

const enough = 500;
/** Connections that a failed transaction may cost the other users of the pool. */
const lanes = 4;

/**
 * Events of several partitions that are there at the same moment share one transaction: its fixed costs are the larger
 * part of a small one. When it fails, each partition is worked for itself.
 */
export class Gatherer {
  readonly #context: ChunkContext;
  readonly #waiting: Portion[] = [];
  #working = false;

  constructor(context: ChunkContext) {
    this.#context = context;
  }

  /** Messages of one partition. When it returns, their effects are committed, or they are parked. */
  async work(messages: readonly LogMessage[], pause: Pause): Promise<void> {
    const items = itemsOf(messages, this.#context);
    if (items.length === 0) return;
    const { promise, resolve: done, reject: failed } = Promise.withResolvers<void>();
    this.#waiting.push({ items, pause, done, failed });
    // Whoever was given a partition by the same fetch comes within this turn of the event loop.
    if (!this.#working) setImmediate(() => void this.#workWaiting());
    this.#working = true;
    await promise;
  }

  async #workWaiting(): Promise<void> {
    for (let portions = this.#next(); portions.length > 0; portions = this.#next()) await this.#workJointly(portions);
    this.#working = false;
  }

  #next(): Portion[] {
    let events = 0;
    let count = 0;
    for (; count < this.#waiting.length && events < enough; count++) events += this.#waiting[count]?.items.length ?? 0;
    return this.#waiting.splice(0, count);
  }

  async #workJointly(portions: readonly Portion[]): Promise<void> {
    if (portions.length > 1) {
      try {
        await transact(
          portions.flatMap(({ items }) => items),
          this.#context,
        );
        for (const { done } of portions) done();
        return;
      } catch (error) {
        this.#context.logger.debug({ err: error, partitions: portions.length }, 'partitions are worked one by one');
      }
    }
    const waiting = [...portions];
    const lane = async () => {
      for (let portion = waiting.shift(); portion; portion = waiting.shift()) {
        const { items, pause, done, failed } = portion;
        await workItems(items, this.#context, pause).then(done, failed);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }
}
