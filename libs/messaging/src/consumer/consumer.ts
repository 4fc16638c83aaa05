import { setTimeout } from 'node:timers/promises';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import { concerns, logMessage } from '../events/read-event.ts';
import { backoffMs, Sleeper } from '../loops/sleeper.ts';
import { Abandoned, type ChunkContext } from '../processing/work-items.ts';
import { Gatherer } from './gatherer.ts';
import { heartbeatMs } from './group-member.ts';
import { Membership } from './membership.ts';
import { Pulse } from './pulse.ts';

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
/** kafkajs would fetch what is not ours without end while it does not come into its group. */
const notOursMs = 250;
const hungChunkMs = 300_000;

/** Reads the topics of the subscriptions as one group per service; every replica runs one. */
export class Consumer {
  readonly #options: ConsumerOptions;
  /** Woken when the member is over; another one than that of the pauses, which a crash must not cut short. */
  readonly #serving = new Sleeper();
  readonly #pausing = new Sleeper();
  readonly #gatherer: Gatherer;
  readonly #pulses = new Set<Pulse>();
  #running = false;
  #member: Membership | undefined;
  #loop: Promise<void> | undefined;
  #watchdog: NodeJS.Timeout | undefined;

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
    this.#serving.wake();
    this.#pausing.wake();
    for (const pulse of this.#pulses) pulse.wake();
    await this.#loop;
  }

  get joined(): boolean {
    return this.#member?.assignment.joined ?? false;
  }

  /** After a crash, and when it falls silent, a new member takes over. */
  async #run(): Promise<void> {
    for (let failures = 0; this.#running; failures++) {
      const member = new Membership(this.#options, () => this.#serving.wake());
      this.#member = member;
      try {
        await this.#serve(member);
      } catch (error) {
        this.#options.logger.warn({ err: error }, 'the consumer could not start and tries again');
      } finally {
        await member.leave();
      }
      if (member.wasJoined) failures = 0;
      if (this.#running) await this.#pausing.sleep(backoffMs(failures, 2_000));
    }
  }

  async #serve(member: Membership): Promise<void> {
    const { topics, topicPrefix } = this.#options;
    const { consumer } = member;
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map((topic) => topicPrefix + topic), fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachBatch: (payload) => this.#eachBatch(payload, member),
    });
    while (this.#running && !member.over) await this.#serving.sleep(60_000);
  }

  #watch(): void {
    const now = performance.now();
    const oldest = Math.min(now, ...[...this.#pulses].map(({ since }) => since));
    if (now - oldest > hungChunkMs) this.#options.onFatal(new Error('the work of one chunk of events does not end'));
    else this.#member?.watch();
  }

  async #eachBatch(payload: EachBatchPayload, { assignment, offsets }: Membership): Promise<void> {
    const { batch } = payload;
    const { round } = assignment;
    const mayGoOn = () =>
      this.#running && payload.isRunning() && !payload.isStale() && assignment.has(batch.topic, batch.partition, round);
    if (!mayGoOn()) {
      if (this.#running && !assignment.joined) await setTimeout(notOursMs);
      return;
    }
    const pulse = new Pulse({ heartbeat: payload.heartbeat, mayGoOn, everyMs: heartbeatMs });
    this.#pulses.add(pulse);
    try {
      await this.#workBatch(payload, pulse, { assignment, round, offsets });
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
    { assignment, round, offsets }: Pick<Membership, 'assignment' | 'offsets'> & { readonly round: number },
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
      if (!assignment.has(batch.topic, partition, round)) return;
      resolveOffset(last.offset);
      const offset = String(BigInt(last.offset) + 1n);
      offsets.worked(payload, offset);
      this.#options.metrics?.lag(topic, partition, Number(BigInt(batch.highWatermark) - BigInt(offset)));
    }
  }
}
