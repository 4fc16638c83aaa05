import type { Kafka, Message, Producer } from 'kafkajs';
import { byKey } from './by-key.ts';
import type { OutboxRow } from './relay-session.ts';

export interface PublisherOptions {
  readonly kafka: Kafka;
  readonly service: string;
  readonly topicPrefix: string;
}

/** Sends rows in order and returns when all replicas have them. After a failure call `renew` before the next `send`. */
export class Publisher {
  readonly #options: PublisherOptions;
  #producer: Producer | undefined;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  async send(rows: readonly OutboxRow[]): Promise<void> {
    const producer = this.#producer ?? (await this.#connect());
    const byTopic = new Map<string, Message[]>();
    for (const row of rows) {
      const topic = this.#options.topicPrefix + row.topic;
      const messages = byTopic.get(topic) ?? [];
      byTopic.set(topic, messages);
      messages.push(messageOf(row, this.#options.service));
    }
    const topicMessages = [...byTopic].map(([topic, messages]) => ({ topic, messages }));
    await producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages });
  }

  /**
   * A producer whose send failed does not know what the broker has taken, and kafkajs counts its sequence back:
   * the same rows go out again under a new producer id. What was taken twice is dropped by the inboxes.
   */
  async renew(): Promise<void> {
    const old = this.#producer;
    this.#producer = undefined;
    await old?.disconnect().catch(() => undefined); // It is thrown away either way.
  }

  async #connect(): Promise<Producer> {
    const producer = this.#options.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: byKey,
      retry: { initialRetryTime: 50, maxRetryTime: 500, retries: 4 },
    });
    await producer.connect();
    this.#producer = producer;
    return producer;
  }
}

/** CloudEvents 1.0, binary content mode of the Kafka binding. */
function messageOf(row: OutboxRow, service: string): Message {
  return {
    key: row.key,
    value: row.payload,
    // The database's time: brokers refuse what the wrong clock of a host dates into the future.
    timestamp: String(row.time.getTime()),
    headers: {
      ce_specversion: '1.0',
      ce_id: row.event_id,
      ce_source: `/harken/${service}`,
      ce_type: row.type,
      ce_subject: row.key,
      ce_time: row.time.toISOString(),
      ...(row.traceparent ? { ce_traceparent: row.traceparent } : {}),
      'content-type': 'application/json',
    },
  };
}
