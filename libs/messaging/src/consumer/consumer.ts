import { once } from 'node:events';
import type { EachBatchPayload, Kafka, Consumer as KafkaConsumer, KafkaMessage } from 'kafkajs';
import { backoffMs, Sleeper } from '../sleeper.ts';
import { Assignment } from './assignment.ts';
import { Pulse } from './pulse.ts';
import { textHeaders } from './read-event.ts';
import { Abandoned, type ChunkContext, workChunk } from './work-chunk.ts';

export interface ConsumerOptions extends ChunkContext {
  readonly kafka: Kafka;
  readonly topicPrefix: string;
  readonly topics: readonly string[];
  readonly sessionTimeoutMs?: number;
  /** Called when only a new process can help: the work of one chunk has not ended for minutes. */
  onFatal(error: Error): void;
}

const chunkSize = 500;
const partitionsAtOnce = 4;
const heartbeatMs = 1_000;
/** kafkajs fetches or beats at least every second, also when there is nothing to read. */
const silenceMs = 45_000;
const disconnectMs = 4_500;
const hungChunkMs = 300_000;

/** Reads the topics of the subscriptions as one group per service; every replica runs one. */
export class Consumer {
  readonly #options: ConsumerOptions;
  readonly #sleeper = new Sleeper();
  readonly #assignment = new Assignment();
  readonly #pulses = new Set<Pulse>();
  #running = false;
  #loop: Promise<void> | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  #lastSign = 0;
  #broken = false;

  constructor(options: ConsumerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    this.#loop = this.#run();
    this.#watchdog = setInterval(() => this.#watch(), 5_000);
    this.#watchdog.unref();
  }

  async stop(): Promise<void> {
    this.#running = false;
    clearInterval(this.#watchdog);
    this.#sleeper.wake();
    for (const pulse of this.#pulses) pulse.wake();
    await this.#loop;
  }

  get joined(): boolean {
    return this.#assignment.joined;
  }

  /** kafkajs restarts itself after most crashes; after the others, and when it falls silent, a new consumer takes over. */
  async #run(): Promise<void> {
    for (let failures = 0; this.#running; failures++) {
      const consumer = this.#create();
      try {
        await this.#serve(consumer);
        failures = 0;
      } catch (error) {
        this.#options.logger.warn({ err: error }, 'the consumer could not start and tries again');
      } finally {
        await this.#disconnect(consumer);
        this.#assignment.leave();
      }
      if (this.#running) await this.#sleeper.sleep(backoffMs(failures, 2_000));
    }
  }

  async #serve(consumer: KafkaConsumer): Promise<void> {
    const { topics, topicPrefix } = this.#options;
    this.#broken = false;
    this.#lastSign = performance.now();
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map((topic) => topicPrefix + topic), fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachBatch: (payload) => this.#eachBatch(payload),
    });
    while (this.#running && !this.#broken) await this.#sleeper.sleep(60_000);
  }

  /** A consumer that is stuck may never end: it is left behind, and the assignment's round keeps it from working. */
  async #disconnect(consumer: KafkaConsumer): Promise<void> {
    const ended = consumer.disconnect().then(
      () => true,
      (error) => {
        this.#options.logger.debug({ err: error }, 'the consumer did not disconnect cleanly');
        return true;
      },
    );
    const waiting = AbortSignal.timeout(disconnectMs);
    const late = once(waiting, 'abort').then(() => false);
    if (!(await Promise.race([ended, late]))) this.#options.logger.warn({}, 'the consumer does not disconnect');
  }

  #create(): KafkaConsumer {
    const { kafka, group, sessionTimeoutMs = 6_000 } = this.#options;
    const consumer = kafka.consumer({
      groupId: group,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: Math.max(10_000, sessionTimeoutMs),
      heartbeatInterval: heartbeatMs,
      minBytes: 1,
      maxWaitTimeInMs: 250,
      metadataMaxAge: 30_000,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 5 },
    });
    const { GROUP_JOIN, REBALANCING, CRASH, FETCH, HEARTBEAT, END_BATCH_PROCESS } = consumer.events;
    const sign = () => {
      this.#lastSign = performance.now();
    };
    consumer.on(GROUP_JOIN, ({ payload }) => this.#assignment.join(payload.memberAssignment));
    consumer.on(REBALANCING, () => this.#assignment.leave());
    consumer.on(CRASH, ({ payload }) => {
      this.#assignment.leave();
      if (!payload.restart) this.#replace('the consumer crashed and would not restart', payload.error);
    });
    for (const event of [GROUP_JOIN, FETCH, HEARTBEAT, END_BATCH_PROCESS] as const) consumer.on(event, sign);
    return consumer;
  }

  #replace(why: string, error?: Error): void {
    this.#options.logger.error({ err: error }, why);
    this.#broken = true;
    this.#sleeper.wake();
  }

  #watch(): void {
    const now = performance.now();
    const oldest = Math.min(now, ...[...this.#pulses].map(({ since }) => since));
    if (now - oldest > hungChunkMs) this.#options.onFatal(new Error('the work of one chunk of events does not end'));
    else if (now - this.#lastSign > silenceMs && !this.#broken) this.#replace('the consumer fell silent');
  }

  async #eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const { round } = this.#assignment;
    const mayGoOn = () =>
      this.#running &&
      payload.isRunning() &&
      !payload.isStale() &&
      this.#assignment.has(batch.topic, batch.partition, round);
    if (!mayGoOn()) return;
    const pulse = new Pulse({ heartbeat: payload.heartbeat, mayGoOn, everyMs: heartbeatMs });
    this.#pulses.add(pulse);
    try {
      await this.#workBatch(payload, pulse, round);
    } catch (error) {
      if (!(error instanceof Abandoned)) throw error;
    } finally {
      this.#pulses.delete(pulse);
      pulse.end();
    }
  }

  async #workBatch(payload: EachBatchPayload, pulse: Pulse, round: number): Promise<void> {
    const { batch, resolveOffset, commitOffsetsIfNecessary } = payload;
    const { topicPrefix } = this.#options;
    const { partition } = batch;
    const topic = batch.topic.slice(topicPrefix.length);
    for (let start = 0; start < batch.messages.length && pulse.alive; start += chunkSize) {
      const chunk = batch.messages.slice(start, start + chunkSize);
      const last = chunk.at(-1);
      if (!last) return;
      const messages = chunk.map((message) => logMessage(message, topic, partition));
      await workChunk(messages, this.#options, pulse.pause);
      pulse.cameForward();
      if (!this.#assignment.has(batch.topic, partition, round)) return;
      resolveOffset(last.offset);
      const offset = String(BigInt(last.offset) + 1n);
      await commitOffsetsIfNecessary({ topics: [{ topic: batch.topic, partitions: [{ partition, offset }] }] });
      this.#options.metrics?.lag(topic, partition, Number(BigInt(batch.highWatermark) - BigInt(offset)));
    }
  }
}

const logMessage = (message: KafkaMessage, topic: string, partition: number) => ({
  topic,
  partition,
  offset: message.offset,
  key: message.key?.toString('utf8') ?? null,
  headers: textHeaders(message.headers),
  value: message.value ?? Buffer.alloc(0),
});
