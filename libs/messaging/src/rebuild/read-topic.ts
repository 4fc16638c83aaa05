import type { EventContract, Topic } from '@harken/contracts';
import pRetry from 'p-retry';
import { newId } from '../events/new-id.ts';
import { bySubscribedType, parseMessage, topicMessage } from '../events/parse-message.ts';
import type { ReceivedEvent } from '../events/subscription.ts';
import { type KafkaConnection, kafkaClient } from '../kafka/kafka-client.ts';
import { type Logger, silent } from '../observability/logger.ts';

export interface ReadTopicOptions extends KafkaConnection {
  readonly topicPrefix?: string;
  readonly topic: Topic['name'];
  /** Events of other types, and those that break their contract, are skipped. */
  readonly contracts: readonly EventContract[];
  /** Called in the order of each partition; the next events come when it has resolved. */
  readonly onEvents: (events: readonly ReceivedEvent[]) => Promise<void>;
  readonly logger?: Logger;
}

/**
 * Reads a topic from its beginning to its present end, outside the groups of the services, to rebuild derived data.
 * The caller drops repeated event ids. Returns the number of events read.
 */
export async function readTopic(options: ReadTopicOptions): Promise<number> {
  const { brokers, ssl, sasl, contracts, onEvents, logger = silent } = options;
  const topic = (options.topicPrefix ?? '') + options.topic;
  const kafka = kafkaClient({ brokers, ssl, sasl, clientId: 'harken-rebuild', logger });
  const groupId = `harken-rebuild-${newId()}`;
  const subscriptions = bySubscribedType([{ contracts, mode: 'batch', handle: ignore }]);
  const ends = await endsOf(kafka, topic);
  if (ends.size === 0) return 0;

  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 250, allowAutoTopicCreation: false });
  const { promise: finished, resolve, reject } = Promise.withResolvers<void>();
  let count = 0;
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch, heartbeat }) => {
        const events = batch.messages.flatMap((message) => {
          if (Number(message.offset) >= (ends.get(batch.partition) ?? 0)) return [];
          const parsed = parseMessage(topicMessage(message, options.topic, batch.partition), subscriptions);
          return parsed.kind === 'event' ? [parsed.event] : [];
        });
        if (events.length > 0) await onEvents(events).catch(reject);
        count += events.length;
        await heartbeat();
        if (Number(batch.lastOffset()) + 1 >= (ends.get(batch.partition) ?? 0)) ends.delete(batch.partition);
        if (ends.size === 0) resolve();
      },
    });
    await finished;
  } finally {
    await consumer.disconnect();
    await dropGroup(kafka, groupId);
  }
  return count;
}

const ignore = async (): Promise<void> => undefined;

async function endsOf(kafka: ReturnType<typeof kafkaClient>, topic: string): Promise<Map<number, number>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    // The admin client gives up at once while a partition changes its leader, as after its creation.
    const offsets = await pRetry(() => admin.fetchTopicOffsets(topic), {
      retries: 7,
      minTimeout: 100,
      maxTimeout: 1_000,
      randomize: true,
      shouldRetry: ({ error }) => 'retriable' in error && error.retriable === true,
    });
    return new Map(
      offsets
        .filter(({ high, low }) => Number(high) > Number(low))
        .map(({ partition, high }) => [partition, Number(high)]),
    );
  } finally {
    await admin.disconnect();
  }
}

async function dropGroup(kafka: ReturnType<typeof kafkaClient>, groupId: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.deleteGroups([groupId]);
  } finally {
    await admin.disconnect();
  }
}
