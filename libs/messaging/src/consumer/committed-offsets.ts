import type { EachBatchPayload } from 'kafkajs';
import type { Logger } from '../observability/logger.ts';

const everyMs = 500;

/**
 * Commits the offsets of all partitions in one request, twice a second: a request per chunk costs more than reading half
 * a second of events again, which the inbox drops.
 */
export class CommittedOffsets {
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;
  readonly #pending = new Map<string, { topic: string; partition: number; offset: string }>();
  /** From the last batch: unlike the method of the consumer it still works while the consumer stops. */
  #send: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
    this.#timer = setInterval(() => void this.commit(), everyMs);
  }

  /** `offset` is the next one to read. */
  processed({ batch, commitOffsetsIfNecessary }: EachBatchPayload, offset: string): void {
    const { topic, partition } = batch;
    this.#pending.set(`${topic}/${partition}`, { topic, partition, offset });
    this.#send = commitOffsetsIfNecessary;
  }

  /** After a rebalance: another member may own the partitions now. */
  clear(): void {
    this.#pending.clear();
  }

  async commit(): Promise<void> {
    const entries = [...this.#pending];
    if (entries.length === 0) return;
    this.#pending.clear();
    const byTopic = Map.groupBy(entries, ([, { topic }]) => topic);
    const topics = [...byTopic].map(([topic, of]) => ({ topic, partitions: of.map(([, entry]) => entry) }));
    try {
      await this.#send?.({ topics });
    } catch (error) {
      for (const [place, entry] of entries) if (!this.#pending.has(place)) this.#pending.set(place, entry);
      this.#logger.debug({ err: error }, 'committing offsets failed and is tried again');
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.commit();
  }
}
