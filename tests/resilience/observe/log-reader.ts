import { topics } from '@harken/contracts';
import { type Consumer, Kafka, type KafkaMessage, logLevel } from 'kafkajs';
import type { Ledger } from '../ledger/ledger.ts';
import type { LogRow } from '../ledger/rows.ts';
import type { Opened } from '../load/complaint-handlers.ts';

export interface LogReaderOptions {
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  readonly ledger: Ledger;
  onOpened(opened: Opened): void;
}

interface EventData {
  readonly complaint?: {
    readonly version: number;
    readonly cycle: number;
    readonly feedbackId: string | null;
    readonly campaign: string | null;
    readonly touchpoint: string | null;
  };
  readonly sourceId?: string;
  readonly [field: string]: unknown;
}

const silenceMs = 6_000;
const retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 };

/**
 * A plain consumer of all topics, as any outsider may be one. It stands up again whatever happens to Kafka: in a group of
 * its own each time, from the places it had reached, so that nothing left behind of its former self holds a partition.
 */
export class LogReader {
  readonly #options: LogReaderOptions;
  readonly #kafka: Kafka;
  readonly #watchdog: NodeJS.Timeout;
  #consumer: Consumer | undefined;
  /** topic -> partition -> the offset to be read next. */
  readonly #places = new Map<string, Map<number, bigint>>();
  #starts = 0;
  #lastSign = Date.now();
  #stopped = false;
  #paused = false;
  /** Feedback and interactions seen for the first time. */
  items = 0;
  /** Events of complaints seen for the first time. */
  complaintEvents = 0;
  doubles = 0;

  constructor(options: LogReaderOptions) {
    this.#options = options;
    this.#kafka = new Kafka({
      clientId: 'resilience',
      brokers: [...options.brokers],
      logLevel: logLevel.NOTHING,
      connectionTimeout: 2_000,
      requestTimeout: 10_000,
      retry,
    });
    this.#watchdog = setInterval(() => void this.#watch(), 1_000);
  }

  async start(): Promise<void> {
    const { topicPrefix } = this.#options;
    this.#lastSign = Date.now();
    this.#starts += 1;
    const groupId = `resilience-${topicPrefix}${this.#starts}`;
    const consumer = this.#kafka.consumer({
      groupId,
      sessionTimeout: 10_000,
      heartbeatInterval: 1_000,
      maxWaitTimeInMs: 200,
      retry: { ...retry, restartOnFailure: async () => this.#consumer === consumer },
    });
    this.#consumer = consumer;
    const sign = () => {
      if (this.#consumer === consumer) this.#lastSign = Date.now();
    };
    consumer.on(consumer.events.FETCH, sign);
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map(({ name }) => topicPrefix + name), fromBeginning: true });
    await consumer.run({
      partitionsConsumedConcurrently: 1,
      eachBatch: async ({ batch }) => {
        // Nothing may count as read that was not taken.
        if (this.#consumer !== consumer) throw new Error('another consumer has taken over');
        const places = this.#places.get(batch.topic) ?? new Map<number, bigint>();
        const from = places.get(batch.partition) ?? 0n;
        for (const message of batch.messages)
          if (BigInt(message.offset) >= from) this.#take(batch.topic, batch.partition, message);
        const next = BigInt(batch.lastOffset()) + 1n;
        this.#places.set(batch.topic, places.set(batch.partition, next > from ? next : from));
      },
    });
    // It drops what it fetches before it knows these offsets.
    for (const [topic, places] of this.#places)
      for (const [partition, offset] of places) consumer.seek({ topic, partition, offset: String(offset) });
  }

  /** Before the log is wiped: a place in the old one would begin in the middle of the new one. */
  async pause(): Promise<void> {
    this.#paused = true;
    const old = this.#consumer;
    this.#consumer = undefined;
    await old?.disconnect();
  }

  /** For a log that was built anew: read from its beginning. What was seen before is dropped. */
  async startOver(): Promise<void> {
    this.#paused = false;
    this.#places.clear();
    await this.#replace();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#watchdog);
    await this.#consumer?.disconnect();
  }

  async #watch(): Promise<void> {
    if (!this.#stopped && !this.#paused && Date.now() - this.#lastSign >= silenceMs) await this.#replace();
  }

  async #replace(): Promise<void> {
    const old = this.#consumer;
    this.#consumer = undefined;
    this.#lastSign = Date.now();
    void old?.disconnect().catch(() => undefined); // It is left behind either way.
    await this.start().catch(() => undefined); // Kafka is away: the next look tries again.
  }

  #take(prefixed: string, partition: number, { key, value, headers, offset }: KafkaMessage): void {
    const topic = prefixed.slice(this.#options.topicPrefix.length);
    const header = (name: string) => headers?.[name]?.toString() ?? '';
    const isDeadLetter = topic.endsWith('.dead-letters');
    const data = (isDeadLetter ? {} : JSON.parse(value?.toString('utf8') ?? '{}')) as EventData;
    const eventId = isDeadLetter ? `${topic}/${partition}/${offset}` : header('ce_id');
    const row: LogRow = {
      eventId,
      topic,
      partition,
      offset: Number(offset),
      type: header('ce_type') || 'dead-letter',
      subject: header('ce_subject') || String(key ?? ''),
      seenAt: Date.now(),
      ...(isDeadLetter ? { facts: value?.toString('utf8').slice(0, 500) } : factsOf(data)),
    };
    if (this.#options.ledger.seen(row)) this.#note(row, data);
    else this.doubles += 1;
  }

  #note({ topic, type, subject }: LogRow, { complaint }: EventData): void {
    if (topic === 'feedback.events') this.items += 1;
    if (topic !== 'complaints.events' || !complaint) return;
    this.complaintEvents += 1;
    if (type === 'harken.complaints.complaint-opened.v1')
      this.#options.onOpened({ complaintId: subject, campaign: complaint.campaign });
  }
}

/** What the verdicts need of an event; the rest would only fill the ledger. */
function factsOf({ complaint, sourceId, ...rest }: EventData): Partial<LogRow> {
  if (!complaint) return { ref: sourceId };
  const { version, cycle, feedbackId, touchpoint } = complaint;
  const { clock, level, escalationId, late, at, dueAt } = rest;
  const facts = JSON.stringify({ touchpoint, clock, level, escalationId, late, at, dueAt });
  return { version, cycle, ref: feedbackId ?? undefined, facts };
}
