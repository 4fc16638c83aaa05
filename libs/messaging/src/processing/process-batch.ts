import type { ServiceName } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { DataSource } from 'typeorm';
import { addDeadLetters, type DeadLetter } from '../dead-letters/dead-letter.store.ts';
import {
  type ParsedMessage,
  parseMessage,
  passesFilter,
  type SubscriptionsByType,
  type TopicMessage,
} from '../events/parse-message.ts';
import type { ReceivedEvent } from '../events/subscription.ts';
import { claimInInbox, type InboxResult, topicKeyOf } from '../inbox/inbox.ts';
import { backoffMs } from '../loops/backoff.ts';
import type { Logger } from '../observability/logger.ts';
import type { MessagingMetrics } from '../observability/metrics.ts';
import { describeFailure, failureKind, failureLogFields } from './failure-kind.ts';
import { type Consumed, handleInOrder, reportConsumed } from './handle-in-order.ts';

export interface ProcessingContext {
  readonly service: ServiceName;
  readonly group: string;
  readonly dataSource: DataSource;
  readonly subscriptions: SubscriptionsByType;
  readonly logger: Logger;
  readonly metrics?: MessagingMetrics | undefined;
  /** Attempts before a failing event becomes a dead letter. */
  readonly tries: number;
}

/** Resolves after the pause; rejects with `PartitionLost` when the partition is lost or the service stops. */
export type Pause = (ms: number) => Promise<void>;

/** The batch was abandoned before its commit; the next owner of the partition processes it. */
export class PartitionLost extends Error {
  override readonly name = 'PartitionLost';
}

/** An event that this service handles, or a message that should be one but is invalid. */
export interface ConsumedMessage {
  readonly message: TopicMessage;
  readonly parsed: Exclude<ParsedMessage, { kind: 'not-subscribed' }>;
}

const followsDeadLetter = { code: 'event.after-dead-letter', text: 'an earlier event of its key is a dead letter' };

/** The messages that this service handles, in their order. */
export const consumedMessagesOf = (
  messages: readonly TopicMessage[],
  { subscriptions }: ProcessingContext,
): ConsumedMessage[] =>
  messages.flatMap((message): ConsumedMessage[] => {
    const parsed = parseMessage(message, subscriptions);
    if (parsed.kind === 'not-subscribed') return [];
    if (parsed.kind === 'event' && !passesFilter(parsed.event, subscriptions)) return [];
    return [{ message, parsed: parsed }];
  });

/** Returns when the effects of all events are committed, or the events are dead letters. */
export async function processBatch(
  items: readonly ConsumedMessage[],
  context: ProcessingContext,
  pause: Pause,
): Promise<void> {
  const [first] = items;
  if (!first) return;
  if (items.length === 1) return processOne(first, context, pause);
  if (await processJointly(items, context, pause)) return;
  const middle = items.length >>> 1;
  await processBatch(items.slice(0, middle), context, pause);
  await processBatch(items.slice(middle), context, pause);
}

/** false: at least one of them fails; smaller parts show which one. */
async function processJointly(
  items: readonly ConsumedMessage[],
  context: ProcessingContext,
  pause: Pause,
): Promise<boolean> {
  try {
    await retryWhile(isUnavailable, () => processInTransaction(items, context), context, pause);
    return true;
  } catch (error) {
    if (error instanceof PartitionLost) throw error;
    context.logger.debug({ events: items.length }, 'a batch failed and is processed in parts');
    return false;
  }
}

async function processOne(item: ConsumedMessage, context: ProcessingContext, pause: Pause): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await retryWhile(isUnavailable, () => processInTransaction([item], context), context, pause);
      return;
    } catch (error) {
      if (error instanceof PartitionLost) throw error;
      if (failureKind(error) === 'permanent' || tries >= context.tries) {
        await deadLetterFailed(item, error, tries, context, pause);
        return;
      }
      await pause(backoffMs(tries - 1));
    }
  }
}

/** One transaction for all; they may be of several partitions. */
export async function processInTransaction(
  items: readonly ConsumedMessage[],
  context: ProcessingContext,
): Promise<void> {
  const { consumed, deadLetters } = await context.dataSource.transaction((tx) => claimAndHandle(tx, items, context));
  reportConsumed(context.metrics, consumed);
  for (const { failure } of deadLetters) context.metrics?.deadLettered(failure.code);
}

async function claimAndHandle(
  tx: Tx,
  items: readonly ConsumedMessage[],
  context: ProcessingContext,
): Promise<{ consumed: Consumed[]; deadLetters: DeadLetter[] }> {
  const messages = items.map(({ message }) => message);
  const ids = items.flatMap(({ parsed }) => (parsed.kind === 'event' ? [parsed.event.id] : []));
  const claimed = await claimInInbox(tx, { group: context.group, messages, ids });

  const { events, deadLetters } = classify(items, claimed);
  const consumed = await handleInOrder(events, context.subscriptions, tx);
  await addDeadLetters(tx, context.service, deadLetters);
  return { consumed, deadLetters };
}

/** In the order of the topic. Repeats are dropped; invalid events, and all later events of their keys, become dead letters. */
function classify(items: readonly ConsumedMessage[], claimed: InboxResult) {
  const unclaimed = new Set(claimed.newIds);
  const deadLetterKeys = new Set(claimed.deadLetterKeys);
  const events: ReceivedEvent[] = [];
  const deadLetters: DeadLetter[] = [];
  for (const { message, parsed } of items) {
    if (parsed.kind === 'invalid') {
      deadLetters.push({ message, eventId: null, failure: parsed.failure, tries: 0 });
      if (message.key !== null) deadLetterKeys.add(topicKeyOf(message.topic, message.key));
    } else if (unclaimed.delete(parsed.event.id)) {
      if (deadLetterKeys.has(topicKeyOf(message.topic, parsed.event.subject)))
        deadLetters.push({ message, eventId: parsed.event.id, failure: followsDeadLetter, tries: 0 });
      else events.push(parsed.event);
    }
  }
  return { events, deadLetters };
}

async function deadLetterFailed(
  item: ConsumedMessage,
  error: unknown,
  tries: number,
  context: ProcessingContext,
  pause: Pause,
): Promise<void> {
  const { message, parsed } = item;
  const eventId = parsed.kind === 'event' ? parsed.event.id : null;
  const failure = describeFailure(error);
  const add = (tx: Tx) => addUnlessClaimed(tx, { message, eventId, failure, tries }, context);
  // It has nowhere else to go, so every error is retried.
  const always = () => true;
  if (!(await retryWhile(always, () => context.dataSource.transaction(add), context, pause))) return;
  context.metrics?.deadLettered(failure.code);
  const { topic, partition, offset } = message;
  context.logger.warn(
    { topic, partition, offset, eventId, ...failureLogFields(failure), tries },
    'an event became a dead letter, and its key is held',
  );
}

/** false: the new owner of the partition has processed the event meanwhile. */
async function addUnlessClaimed(tx: Tx, deadLetter: DeadLetter, context: ProcessingContext): Promise<boolean> {
  const { message, eventId } = deadLetter;
  const ids = eventId ? [eventId] : [];
  const claimed = await claimInInbox(tx, { group: context.group, messages: [message], ids });
  if (eventId && !claimed.newIds.has(eventId)) return false;
  await addDeadLetters(tx, context.service, [deadLetter]);
  return true;
}

const isUnavailable = (error: unknown): boolean => failureKind(error) === 'infrastructure';

/** Not a library: `pause` sends heartbeats, and a rebalance or a stop ends it with `PartitionLost`. */
async function retryWhile<T>(
  mayRetry: (error: unknown) => boolean,
  work: () => Promise<T>,
  { logger }: ProcessingContext,
  pause: Pause,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!mayRetry(error)) throw error;
      if (attempt === 0)
        logger.warn(failureLogFields(describeFailure(error)), 'the database is unavailable; events wait for it');
      await pause(backoffMs(attempt, 2_000));
    }
  }
}
