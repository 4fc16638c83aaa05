import { setTimeout as wait } from 'node:timers/promises';
import type { EventContract, Topic } from '@harken/contracts';
import { v7 as uuidv7 } from 'uuid';
import { bySubscribedType, logMessage, readEvent } from '../events/read-event.ts';
import type { ReceivedEvent } from '../events/subscription.ts';
import { kafkaClient } from '../kafka/kafka-client.ts';
import { backoffMs } from '../loops/sleeper.ts';
import { type Logger, silent } from '../observability/logger.ts';

export interface ReadTopicOptions {
  readonly brokers: readonly string[];
  readonly topicPrefix?: string;
  readonly topic: Topic['name'];
  /** Other types, and what does not fit its contract, are passed over. */
  readonly contracts: readonly EventContract[];
  /** Called in the order of each partition; the next events come when it has resolved. */
  readonly onEvents: (events: readonly ReceivedEvent[]) => Promise<void>;
  readonly logger?: Logger;
}

/**
 * Reads a topic from its beginning to where it ends now, outside of any service's group: for rebuilding what is derived.
 * Repeats of one event id are the caller's to drop. Returns how many events were given out.
 */
export async function readTopic(options: ReadTopicOptions): Promise<number> {
  const { brokers, contracts, onEvents, logger = silent } = options;
  const topic = (options.topicPrefix ?? '') + options.topic;
  const kafka = kafkaClient({ brokers, clientId: 'harken-rebuild', logger });
  const groupId = `harken-rebuild-${uuidv7()}`;
  const wanted = bySubscribedType([{ contracts, mode: 'batch', handle: ignore }]);
  const ends = await endsOf(kafka, topic);
  if (ends.size === 0) return 0;

  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 250, allowAutoTopicCreation: false });
  const { promise: finished, resolve: finish, reject: fail } = Promise.withResolvers<void>();
  let given = 0;
  consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch, heartbeat }) => {
        const events = batch.messages.flatMap((message) => {
          if (Number(message.offset) >= (ends.get(batch.partition) ?? 0)) return [];
          const reading = readEvent(logMessage(message, options.topic, batch.partition), wanted);
          return reading.kind === 'event' ? [reading.event] : [];
        });
        if (events.length > 0) await onEvents(events).catch(fail);
        given += events.length;
        await heartbeat();
        if (Number(batch.lastOffset()) + 1 >= (ends.get(batch.partition) ?? 0)) ends.delete(batch.partition);
        if (ends.size === 0) finish();
      },
    });
    await finished;
  } finally {
    await consumer.disconnect();
    await dropGroup(kafka, groupId);
  }
  return given;
}

const ignore = async (): Promise<void> => undefined;

const attempts = 8;

/** While a partition changes its leader, like just after its creation, kafkajs' admin gives up at once. */
async function settled<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const passes = error instanceof Error && 'retriable' in error && error.retriable === true;
      if (!passes || attempt >= attempts) throw error;
      await wait(backoffMs(attempt - 1, 1_000));
    }
  }
}

async function endsOf(kafka: ReturnType<typeof kafkaClient>, topic: string): Promise<Map<number, number>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const offsets = await settled(() => admin.fetchTopicOffsets(topic));
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
