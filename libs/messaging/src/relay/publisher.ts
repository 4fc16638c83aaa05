import type { Kafka, Message, Producer } from 'kafkajs';
import { keyPartitioner } from './key-partitioner.ts';
import type { OutboxRow } from './relay-session.ts';

export interface PublisherOptions {
  readonly kafka: Kafka;
  readonly service: string;
  readonly topicPrefix: string;
}

/** Sends rows in order and returns when all replicas have acknowledged them. After a failure call `renew` before the next `send`. */
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
   * After a failed send the producer does not know what the broker has stored, and kafkajs counts its sequence back:
   * the same rows must be sent under a new producer id. The inboxes drop what was stored twice.
   */
  async renew(): Promise<void> {
    const old = this.#producer;
    this.#producer = undefined;
    await old?.disconnect().catch(() => undefined); // It is discarded either way.
  }

  async #connect(): Promise<Producer> {
    const producer = this.#options.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: keyPartitioner,
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
    // The time of the database: brokers refuse messages that the wrong clock of a host dates into the future.
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
