import { setTimeout } from 'node:timers/promises';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import { isSubscribed, topicMessage } from '../events/parse-message.ts';
import { backoffMs } from '../loops/backoff.ts';
import { InterruptibleSleep } from '../loops/interruptible-sleep.ts';
import { Loop } from '../loops/loop.ts';
import { PartitionLost, type ProcessingContext } from '../processing/process-batch.ts';
import { BatchHeartbeat } from './batch-heartbeat.ts';
import { ConsumerSession } from './consumer-session.ts';
import { heartbeatMs } from './group-member.ts';
import { TransactionBatcher } from './transaction-batcher.ts';

export interface ConsumerOptions extends ProcessingContext {
  readonly kafka: Kafka;
  readonly topicPrefix: string;
  readonly topics: readonly string[];
  readonly sessionTimeoutMs?: number;
  readonly batchWindowMs?: number;
  /** Called when only a new process can help: one chunk has made no progress for minutes. */
  onFatal(error: Error): void;
}

const maxChunkSize = 500;
/** Every partition of one fetch, so that they can share a transaction. */
const maxConcurrentPartitions = 64;
/** Without this pause kafkajs fetches unassigned partitions in a tight loop until it joins its group. */
const unassignedPauseMs = 250;
const hungChunkTimeoutMs = 300_000;

/** Reads the topics of the subscriptions as one group per service; every replica runs one. */
export class Consumer {
  readonly #options: ConsumerOptions;
  /** One session per round. */
  readonly #loop: Loop;
  /** Ended when the session closes. Separate from the sleeps of the loop, which a crash must not cut short. */
  readonly #sessionSleep = new InterruptibleSleep();
  readonly #batcher: TransactionBatcher;
  readonly #heartbeats = new Set<BatchHeartbeat>();
  #session: ConsumerSession | undefined;
  #watchdog: NodeJS.Timeout | undefined;

  constructor(options: ConsumerOptions) {
    this.#options = options;
    this.#batcher = new TransactionBatcher(options);
    this.#loop = new Loop({
      round: () => this.#runSession(),
      onError: (error) => options.logger.warn({ err: error }, 'the consumer failed and is replaced'),
      retryDelayMs: (failures) => backoffMs(failures, 2_000),
    });
  }

  start(): void {
    this.#loop.start();
    this.#watchdog = setInterval(() => this.#watch(), 5_000);
    this.#watchdog.unref();
  }

  async stop(): Promise<void> {
    const stopped = this.#loop.stop();
    clearInterval(this.#watchdog);
    this.#sessionSleep.wake();
    for (const heartbeat of this.#heartbeats) heartbeat.wake();
    await stopped;
  }

  get joined(): boolean {
    return this.#session?.assignment.joined ?? false;
  }

  /** Returns when the consumer stops. Throws when the session could not start, crashed or became inactive. */
  async #runSession(): Promise<number> {
    const session = new ConsumerSession(this.#options, () => this.#sessionSleep.wake());
    this.#session = session;
    try {
      await this.#serve(session);
      return 0;
    } finally {
      await session.leave();
      if (session.hasJoined) this.#loop.resetBackoff();
    }
  }

  async #serve(session: ConsumerSession): Promise<void> {
    const { topics, topicPrefix } = this.#options;
    const { consumer } = session;
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map((topic) => topicPrefix + topic), fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: maxConcurrentPartitions,
      eachBatch: (payload) => this.#eachBatch(payload, session),
    });
    while (this.#loop.running && !session.closeReason) await this.#sessionSleep.sleep(60_000);
    if (session.closeReason) throw session.closeReason;
  }

  #watch(): void {
    const now = performance.now();
    const oldest = Math.min(now, ...[...this.#heartbeats].map(({ lastProgress }) => lastProgress));
    if (now - oldest > hungChunkTimeoutMs) this.#options.onFatal(new Error('a chunk of events makes no progress'));
    else this.#session?.watch();
  }

  async #eachBatch(payload: EachBatchPayload, { assignment, offsets }: ConsumerSession): Promise<void> {
    const { batch } = payload;
    const { generation } = assignment;
    const mayContinue = () =>
      this.#loop.running &&
      payload.isRunning() &&
      !payload.isStale() &&
      assignment.has(batch.topic, batch.partition, generation);
    if (!mayContinue()) {
      if (this.#loop.running && !assignment.joined) await setTimeout(unassignedPauseMs);
      return;
    }
    const heartbeat = new BatchHeartbeat({ heartbeat: payload.heartbeat, mayContinue, everyMs: heartbeatMs });
    this.#heartbeats.add(heartbeat);
    try {
      await this.#processBatch(payload, heartbeat, { assignment, generation, offsets });
      if (batch.offsetLag() === '0') await heartbeat.waitUntil(this.#options.batchWindowMs ?? 0);
    } catch (error) {
      if (!(error instanceof PartitionLost)) throw error;
    } finally {
      if (!this.#loop.running) await offsets.commit();
      this.#heartbeats.delete(heartbeat);
      heartbeat.end();
    }
  }

  async #processBatch(
    payload: EachBatchPayload,
    heartbeat: BatchHeartbeat,
    {
      assignment,
      generation,
      offsets,
    }: Pick<ConsumerSession, 'assignment' | 'offsets'> & { readonly generation: number },
  ): Promise<void> {
    const { batch, resolveOffset } = payload;
    const { topicPrefix } = this.#options;
    const { partition } = batch;
    const topic = batch.topic.slice(topicPrefix.length);
    for (let start = 0; start < batch.messages.length && heartbeat.alive; start += maxChunkSize) {
      const chunk = batch.messages.slice(start, start + maxChunkSize);
      const last = chunk.at(-1);
      if (!last) return;
      const messages = chunk
        .filter((message) => isSubscribed(message, this.#options.subscriptions))
        .map((message) => topicMessage(message, topic, partition));
      await this.#batcher.process(messages, heartbeat.pause);
      heartbeat.progress();
      if (!assignment.has(batch.topic, partition, generation)) return;
      resolveOffset(last.offset);
      const offset = String(BigInt(last.offset) + 1n);
      offsets.processed(payload, offset);
      this.#options.metrics?.lag(topic, partition, Number(BigInt(batch.highWatermark) - BigInt(offset)));
    }
  }
}
