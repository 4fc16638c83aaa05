import type { EachBatchPayload } from 'kafkajs';
import type { Logger } from '../observability/logger.ts';

const everyMs = 500;

/**
 * Tells the group how far its partitions are worked, all of them in one request, twice a second: a request per chunk costs
 * more than reading half a second of events again, which the inbox recognises.
 */
export class CommittedOffsets {
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;
  readonly #pending = new Map<string, { topic: string; partition: number; offset: string }>();
  /** Of the last batch: unlike the consumer's own method it still works while the consumer stops. */
  #send: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
    this.#timer = setInterval(() => void this.commit(), everyMs);
  }

  /** `offset` is the next one to read. */
  worked({ batch, commitOffsetsIfNecessary }: EachBatchPayload, offset: string): void {
    const { topic, partition } = batch;
    this.#pending.set(`${topic}/${partition}`, { topic, partition, offset });
    this.#send = commitOffsetsIfNecessary;
  }

  /** What another member may read by now is not ours to tell. */
  forget(): void {
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
      this.#logger.debug({ err: error }, 'offsets could not be committed and are tried again');
    }
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.commit();
  }
}
