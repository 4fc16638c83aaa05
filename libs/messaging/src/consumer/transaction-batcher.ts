import type { TopicMessage } from '../events/parse-message.ts';
import {
  type ConsumedMessage,
  consumedMessagesOf,
  type Pause,
  type ProcessingContext,
  processBatch,
  processInTransaction,
} from '../processing/process-batch.ts';

interface PartitionBatch {
  readonly items: readonly ConsumedMessage[];
  readonly pause: Pause;
  resolve(): void;
  reject(error: unknown): void;
}

const maxEvents = 500;
/** Limits how many connections of the pool are used after a joint transaction failed. */
const maxParallelTransactions = 4;

/**
 * Batches of several partitions that arrive at the same moment share one transaction, because most of the cost of a small
 * transaction is fixed. If it fails, each partition is processed on its own.
 */
export class TransactionBatcher {
  readonly #context: ProcessingContext;
  readonly #waiting: PartitionBatch[] = [];
  #running = false;

  constructor(context: ProcessingContext) {
    this.#context = context;
  }

  /** Takes messages of one partition. Returns when their effects are committed, or they are dead letters. */
  async process(messages: readonly TopicMessage[], pause: Pause): Promise<void> {
    const items = consumedMessagesOf(messages, this.#context);
    if (items.length === 0) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ items, pause, resolve, reject });
    // The other partitions of the same fetch arrive within this turn of the event loop.
    if (!this.#running) setImmediate(() => void this.#processWaiting());
    this.#running = true;
    await promise;
  }

  async #processWaiting(): Promise<void> {
    for (let batches = this.#next(); batches.length > 0; batches = this.#next()) await this.#processJointly(batches);
    this.#running = false;
  }

  #next(): PartitionBatch[] {
    let events = 0;
    let count = 0;
    for (; count < this.#waiting.length && events < maxEvents; count++)
      events += this.#waiting[count]?.items.length ?? 0;
    return this.#waiting.splice(0, count);
  }

  async #processJointly(batches: readonly PartitionBatch[]): Promise<void> {
    if (batches.length > 1) {
      try {
        await processInTransaction(
          batches.flatMap(({ items }) => items),
          this.#context,
        );
        for (const { resolve } of batches) resolve();
        return;
      } catch (error) {
        this.#context.logger.debug(
          { err: error, partitions: batches.length },
          'a joint transaction failed; its partitions are processed one by one',
        );
      }
    }
    const waiting = [...batches];
    const processWaiting = async () => {
      for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
        const { items, pause, resolve, reject } = batch;
        await processBatch(items, this.#context, pause).then(resolve, reject);
      }
    };
    await Promise.all(Array.from({ length: maxParallelTransactions }, processWaiting));
  }
}
