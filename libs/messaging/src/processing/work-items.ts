import type { ServiceName } from '@harken/contracts';
import type { DataSource } from 'typeorm';
import type { Tx } from '../database/transaction.ts';
import { type Parking, park } from '../dead-letters/parked.store.ts';
import { isWanted, type LogMessage, type Reading, readEvent, type SubscriptionsByType } from '../events/read-event.ts';
import type { ReceivedEvent } from '../events/subscription.ts';
import { keyOf, type Taken, takeIn } from '../inbox/inbox.ts';
import { backoffMs } from '../loops/sleeper.ts';
import type { Logger } from '../observability/logger.ts';
import type { MessagingMetrics } from '../observability/metrics.ts';
import { describeFailure, failureOf, faultFields } from './failure.ts';
import { type Consumed, handleInOrder, reportConsumed } from './handle.ts';

export interface ChunkContext {
  readonly service: ServiceName;
  readonly group: string;
  readonly dataSource: DataSource;
  readonly subscriptions: SubscriptionsByType;
  readonly logger: Logger;
  readonly metrics?: MessagingMetrics | undefined;
  /** How often a failing event is tried before it is parked. */
  readonly tries: number;
}

/** Resolves after the pause; rejects with `Abandoned` when the work is no longer ours or the service stops. */
export type Pause = (ms: number) => Promise<void>;

/** The work was given up before it was committed; whoever reads the partition next does it. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

/** An event that concerns this service, or a message that ought to be one. */
export interface Item {
  readonly message: LogMessage;
  readonly reading: Exclude<Reading, { kind: 'not-subscribed' }>;
}

const successor = { code: 'event.after-parked', text: 'an earlier event of its key is parked' };

/** What of these messages concerns this service, in their order. */
export const itemsOf = (messages: readonly LogMessage[], { subscriptions }: ChunkContext): Item[] =>
  messages.flatMap((message): Item[] => {
    const reading = readEvent(message, subscriptions);
    if (reading.kind === 'not-subscribed') return [];
    if (reading.kind === 'event' && !isWanted(reading.event, subscriptions)) return [];
    return [{ message, reading }];
  });

/** When it returns, the effects of all events are committed, or the events are parked. */
export async function workItems(items: readonly Item[], context: ChunkContext, pause: Pause): Promise<void> {
  const [first] = items;
  if (!first) return;
  if (items.length === 1) return workSingle(first, context, pause);
  if (await workTogether(items, context, pause)) return;
  const middle = items.length >>> 1;
  await workItems(items.slice(0, middle), context, pause);
  await workItems(items.slice(middle), context, pause);
}

/** false: at least one of them fails, and which one shows when they come in smaller parts. */
async function workTogether(items: readonly Item[], context: ChunkContext, pause: Pause): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    try {
      await transact(items, context);
      return true;
    } catch (error) {
      if (failureOf(error) !== 'lost') {
        context.logger.debug({ events: items.length }, 'a batch failed and is worked in parts');
        return false;
      }
      await waitForSurroundings(error, attempt, context, pause);
    }
  }
}

async function workSingle(item: Item, context: ChunkContext, pause: Pause): Promise<void> {
  let tries = 0;
  for (let waits = 0; ; ) {
    try {
      await transact([item], context);
      return;
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'lost') {
        await waitForSurroundings(error, waits++, context, pause);
        continue;
      }
      tries += 1;
      if (failure === 'refused' || tries >= context.tries) {
        await parkFailed(item, error, tries, context, pause);
        return;
      }
      await pause(backoffMs(tries - 1));
    }
  }
}

/** All in one transaction; the items may be of several partitions. */
export async function transact(items: readonly Item[], context: ChunkContext): Promise<void> {
  const { consumed, parkings } = await context.dataSource.transaction((tx) => takeAndHandle(tx, items, context));
  reportConsumed(context.metrics, consumed);
  for (const { fault } of parkings) context.metrics?.parked(fault.code);
}

async function takeAndHandle(
  tx: Tx,
  items: readonly Item[],
  context: ChunkContext,
): Promise<{ consumed: Consumed[]; parkings: Parking[] }> {
  const messages = items.map(({ message }) => message);
  const ids = items.flatMap(({ reading }) => (reading.kind === 'event' ? [reading.event.id] : []));
  const taken = await takeIn(tx, { group: context.group, messages, ids });

  const { events, parkings } = sort(items, taken);
  const consumed = await handleInOrder(events, context.subscriptions, tx);
  await park(tx, context.service, parkings);
  return { consumed, parkings };
}

/** In log order: repeats drop out, invalid ones and whatever follows a parked one of its key is set aside. */
function sort(items: readonly Item[], taken: Taken) {
  const unseen = new Set(taken.fresh);
  const parkedKeys = new Set(taken.parkedKeys);
  const events: ReceivedEvent[] = [];
  const parkings: Parking[] = [];
  for (const { message, reading } of items) {
    if (reading.kind === 'invalid') {
      parkings.push({ message, eventId: null, fault: reading.fault, tries: 0 });
      if (message.key !== null) parkedKeys.add(keyOf(message.topic, message.key));
    } else if (unseen.delete(reading.event.id)) {
      if (parkedKeys.has(keyOf(message.topic, reading.event.subject)))
        parkings.push({ message, eventId: reading.event.id, fault: successor, tries: 0 });
      else events.push(reading.event);
    }
  }
  return { events, parkings };
}

async function parkFailed(
  item: Item,
  error: unknown,
  tries: number,
  context: ChunkContext,
  pause: Pause,
): Promise<void> {
  const { message, reading } = item;
  const eventId = reading.kind === 'event' ? reading.event.id : null;
  const fault = describeFailure(error);
  const { topic, partition, offset } = message;
  for (let attempt = 0; ; attempt++) {
    try {
      const parked = await context.dataSource.transaction(async (tx) => {
        const taken = await takeIn(tx, { group: context.group, messages: [message], ids: eventId ? [eventId] : [] });
        // Meanwhile the partition's new owner may have done it.
        if (eventId && !taken.fresh.has(eventId)) return false;
        await park(tx, context.service, [{ message, eventId, fault, tries }]);
        return true;
      });
      if (!parked) return;
      context.metrics?.parked(fault.code);
      context.logger.warn(
        { topic, partition, offset, eventId, ...faultFields(fault), tries },
        'an event was parked with its key',
      );
      return;
    } catch (parkError) {
      await waitForSurroundings(parkError, attempt, context, pause);
    }
  }
}

async function waitForSurroundings(error: unknown, attempt: number, context: ChunkContext, pause: Pause) {
  if (attempt === 0)
    context.logger.warn(faultFields(describeFailure(error)), 'the database is away; events wait for it');
  await pause(backoffMs(attempt, 2_000));
}
