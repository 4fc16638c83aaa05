import { once } from 'node:events';
import type { EachBatchPayload, Kafka, Consumer as KafkaConsumer } from 'kafkajs';
import { backoffMs, Sleeper } from '../sleeper.ts';
import { Assignment } from './assignment.ts';
import { CommittedOffsets } from './committed-offsets.ts';
import { Gatherer } from './gatherer.ts';
import { groupMember, heartbeatMs } from './group-member.ts';
import { Pulse } from './pulse.ts';
import { concerns, logMessage } from './read-event.ts';
import { Abandoned, type ChunkContext } from './work-items.ts';

export interface ConsumerOptions extends ChunkContext {
  readonly kafka: Kafka;
  readonly topicPrefix: string;
  readonly topics: readonly string[];
  readonly sessionTimeoutMs?: number;
  readonly gatherMs?: number;
  /** Called when only a new process can help: the work of one chunk has not ended for minutes. */
  onFatal(error: Error): void;
}

const chunkSize = 500;
/** All that one fetch may bring, so that it can share a transaction. */
const partitionsAtOnce = 64;
/** kafkajs fetches or beats at least every second, also when there is nothing to read. */
const silenceMs = 45_000;
const disconnectMs = 4_500;
const hungChunkMs = 300_000;

/** Reads the topics of the subscriptions as one group per service; every replica runs one. */
export class Consumer {
  readonly #options: ConsumerOptions;
  readonly #sleeper = new Sleeper();
  readonly #assignment = new Assignment();
  readonly #gatherer: Gatherer;
  readonly #pulses = new Set<Pulse>();
  #running = false;
  #loop: Promise<void> | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  #lastSign = 0;
  #broken = false;

  constructor(options: ConsumerOptions) {
    this.#options = options;
    this.#gatherer = new Gatherer(options);
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
      const { consumer, offsets } = this.#create();
      try {
        await this.#serve(consumer, offsets);
        failures = 0;
      } catch (error) {
        this.#options.logger.warn({ err: error }, 'the consumer could not start and tries again');
      } finally {
        await this.#disconnect(consumer, offsets);
        this.#assignment.leave();
      }
      if (this.#running) await this.#sleeper.sleep(backoffMs(failures, 2_000));
    }
  }

  async #serve(consumer: KafkaConsumer, offsets: CommittedOffsets): Promise<void> {
    const { topics, topicPrefix } = this.#options;
    this.#broken = false;
    this.#lastSign = performance.now();
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map((topic) => topicPrefix + topic), fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachBatch: (payload) => this.#eachBatch(payload, offsets),
    });
    while (this.#running && !this.#broken) await this.#sleeper.sleep(60_000);
  }

  /** A consumer that is stuck may never end: it is left behind, and the assignment's round keeps it from working. */
  async #disconnect(consumer: KafkaConsumer, offsets: CommittedOffsets): Promise<void> {
    const leave = async () => {
      await offsets.end();
      await consumer.disconnect();
    };
    const ended = leave().then(
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

  #create(): { consumer: KafkaConsumer; offsets: CommittedOffsets } {
    const { kafka, group, sessionTimeoutMs = 6_000 } = this.#options;
    const consumer = groupMember(kafka, group, sessionTimeoutMs);
    const offsets = new CommittedOffsets(this.#options.logger);
    const forget = () => {
      this.#assignment.leave();
      offsets.forget();
    };
    const { GROUP_JOIN, REBALANCING, CRASH, FETCH, HEARTBEAT, END_BATCH_PROCESS } = consumer.events;
    const sign = () => {
      this.#lastSign = performance.now();
    };
    consumer.on(GROUP_JOIN, ({ payload }) => this.#assignment.join(payload.memberAssignment));
    consumer.on(REBALANCING, forget);
    consumer.on(CRASH, ({ payload }) => {
      forget();
      if (!payload.restart) this.#replace('the consumer crashed and would not restart', payload.error);
    });
    for (const event of [GROUP_JOIN, FETCH, HEARTBEAT, END_BATCH_PROCESS] as const) consumer.on(event, sign);
    return { consumer, offsets };
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

  async #eachBatch(payload: EachBatchPayload, offsets: CommittedOffsets): Promise<void> {
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
      await this.#workBatch(payload, pulse, { round, offsets });
      if (batch.offsetLag() === '0') await pulse.restUntil(this.#options.gatherMs ?? 0);
    } catch (error) {
      if (!(error instanceof Abandoned)) throw error;
    } finally {
      if (!this.#running) await offsets.commit();
      this.#pulses.delete(pulse);
      pulse.end();
    }
  }

  async #workBatch(
    payload: EachBatchPayload,
    pulse: Pulse,
    { round, offsets }: { round: number; offsets: CommittedOffsets },
  ): Promise<void> {
    const { batch, resolveOffset } = payload;
    const { topicPrefix } = this.#options;
    const { partition } = batch;
    const topic = batch.topic.slice(topicPrefix.length);
    for (let start = 0; start < batch.messages.length && pulse.alive; start += chunkSize) {
      const chunk = batch.messages.slice(start, start + chunkSize);
      const last = chunk.at(-1);
      if (!last) return;
      const messages = chunk
        .filter((message) => concerns(message, this.#options.subscriptions))
        .map((message) => logMessage(message, topic, partition));
      await this.#gatherer.work(messages, pulse.pause);
      pulse.cameForward();
      if (!this.#assignment.has(batch.topic, partition, round)) return;
      resolveOffset(last.offset);
      const offset = String(BigInt(last.offset) + 1n);
      offsets.worked(payload, offset);
      this.#options.metrics?.lag(topic, partition, Number(BigInt(batch.highWatermark) - BigInt(offset)));
    }
  }
}
