import {
  ComplaintOpened,
  type EventContract,
  type EventData,
  happened,
  type ServiceName,
  topics,
} from '@harken/contracts';
import { createTopics, eventually, type TestDatabase, testDatabase, testStack, testTopicPrefix } from '@harken/testing';
import { type Consumer, Kafka, logLevel, type Message, Partitioners, type Producer } from 'kafkajs';
import { DataSource } from 'typeorm';
import { newId } from '../events/new-id.ts';
import { messagingMigrations, outbox, type RunningMessaging, type Subscription, startMessaging } from '../index.ts';
import type { Logger } from '../observability/logger.ts';
import type { MessagingOptions } from './start-messaging.ts';

/** A service with nothing but messaging: its database, its topics, and a raw producer that stands for the outside. */
export class Rig {
  readonly prefix = testTopicPrefix();
  readonly service: ServiceName;
  readonly database: TestDatabase;
  readonly brokers: readonly string[];
  readonly kafka: Kafka;
  readonly #producer: Producer;
  readonly #running: RunningMessaging[] = [];
  readonly #listeners: Consumer[] = [];

  private constructor(service: ServiceName, database: TestDatabase, brokers: readonly string[], kafka: Kafka) {
    this.service = service;
    this.database = database;
    this.brokers = brokers;
    this.kafka = kafka;
    this.#producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  }

  static async open(service: ServiceName = 'complaints', partitions = 3): Promise<Rig> {
    const { kafka } = await testStack();
    const database = await testDatabase(service, { migrations: messagingMigrations, poolSize: 12 });
    const client = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING });
    const rig = new Rig(service, database, kafka.brokers, client);
    await createTopics(
      kafka.brokers,
      rig.prefix,
      topics
        .filter(({ name }) => name === 'complaints.events' || name === `${service}.dead-letters`)
        .map((topic) => ({ ...topic, partitions: topic.partitions > 1 ? partitions : 1 })),
    );
    await rig.#producer.connect();
    return rig;
  }

  get dataSource() {
    return this.database.dataSource;
  }

  /** A table of the app, made by the owner, for handlers to write into. */
  async createTable(sql: string): Promise<void> {
    await this.asOwner((owner) => owner.query(sql));
  }

  async asOwner<T>(work: (owner: DataSource) => Promise<T>): Promise<T> {
    const owner = await new DataSource({
      type: 'postgres',
      url: this.database.ownerUrl,
      installExtensions: false,
    }).initialize();
    try {
      return await work(owner);
    } finally {
      await owner.destroy();
    }
  }

  async start(
    subscriptions: readonly Subscription[],
    options: Partial<MessagingOptions> = {},
  ): Promise<RunningMessaging> {
    const running = await startMessaging({
      service: this.service,
      dataSource: this.dataSource,
      brokers: this.brokers,
      topicPrefix: this.prefix,
      subscriptions,
      logger: logger,
      ...options,
    });
    this.#running.push(running);
    await eventually(() => running.ready());
    return running;
  }

  async publish(...events: readonly { contract: EventContract; subject: string; data: unknown }[]): Promise<void> {
    await this.dataSource.transaction((tx) => outbox.add(tx, events as never));
  }

  /** Straight onto a topic, as the relay of the producing service would. */
  async send(topic: string, ...messages: Message[]): Promise<void> {
    await this.#producer.send({ topic: this.prefix + topic, messages });
  }

  /** Everything on a topic from its beginning, in the order it arrives. */
  async listen(topic: string): Promise<{ key: string; number: string; id: string; type: string; partition: number }[]> {
    const messages: { key: string; number: string; id: string; type: string; partition: number }[] = [];
    const consumer = this.kafka.consumer({ groupId: `${this.prefix}listener-${newId()}`, maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topic: this.prefix + topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message, partition }) => {
        const data = JSON.parse(String(message.value));
        const id = String(message.headers?.ce_id);
        const type = String(message.headers?.ce_type);
        messages.push({ key: String(message.key), number: data.complaint?.number, id, type, partition });
      },
    });
    this.#listeners.push(consumer);
    return messages;
  }

  async close(): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener.disconnect()));
    await Promise.all(this.#running.map((running) => running.stop()));
    await this.#producer.disconnect();
    await this.database.drop();
  }
}

const noisy = process.env.HARKEN_TEST_LOG === '1';
const line = (level: string) => (details: object, message: string) => {
  if (noisy)
    process.stderr.write(`${new Date().toISOString()} ${level} ${message} ${JSON.stringify(details, errors)}\n`);
};
const errors = (_key: string, value: unknown) => (value instanceof Error ? value.message : value);
export const logger: Logger = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };

export const opened = (subject: string, number = '1') =>
  happened(ComplaintOpened, subject, {
    ...ComplaintOpened.sample,
    complaint: { ...ComplaintOpened.sample.complaint, number },
  });

/** A well-formed message of another service; `number` tells the events of one key apart. */
export function received(key: string, number: string, overrides: { id?: string; value?: string } = {}): Message {
  const { contract, data } = opened(key, number);
  return messageOf(contract, key, data, overrides);
}

export function messageOf<C extends EventContract>(
  contract: C,
  key: string,
  data: EventData<C>,
  { id = newId(), value = JSON.stringify(data) }: { id?: string; value?: string } = {},
): Message {
  return {
    key,
    value,
    headers: {
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: `/harken/${contract.producer}`,
      ce_type: contract.type,
      ce_subject: key,
      ce_time: new Date().toISOString(),
      'content-type': 'application/json',
    },
  };
}
