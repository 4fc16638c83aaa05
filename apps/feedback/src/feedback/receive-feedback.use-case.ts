import { newId, type OutboxEvent, outbox, type Tx } from '@harken/messaging';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import { currentJudge } from '../verdict/current-judge.use-case.ts';
import { feedbackStore } from './feedback.store.ts';
import { eventsOf, type FeedbackGiven, type FeedbackRecord, recordFeedback } from './feedback-record.ts';

export interface Received {
  readonly record: FeedbackRecord;
  /** False for a repeat of (source, sourceId): `record` is the first one then. */
  readonly isNew: boolean;
}

/** Where a piece of feedback came from, when several requests share a transaction. */
export interface Traced {
  readonly traceparent?: string | undefined;
}

/** Takes any number of feedback in one transaction and a handful of round trips; answers in the order given. */
export async function receiveFeedback(given: readonly (FeedbackGiven & Traced)[], tx: Tx): Promise<Received[]> {
  if (given.length === 0) return [];
  // Neither waits for the other: one round trip.
  const [{ judge, now }, customers] = await Promise.all([
    currentJudge(tx),
    resolveCustomers(
      given.map(({ customer }) => ({ externalId: customer })),
      tx,
    ),
  ]);
  const records = given.map((one) => {
    const customerId = customerOf(one.customer).id;
    return recordFeedback(one, { id: newId(), customerId, now, judge });
  });
  const added = await feedbackStore.addNew(tx, records);
  const events = records.flatMap((record, index) => {
    if (!added.has(record.id)) return [];
    const events: OutboxEvent[] = eventsOf(record, customerOf(record.customer));
    const traceparent = given[index]?.traceparent;
    return traceparent === undefined ? events : events.map((event) => ({ ...event, traceparent }));
  });
  await outbox.add(tx, events);
  const repeats = records.filter(({ id }) => !added.has(id));
  const firsts = new Map((await feedbackStore.bySourceIds(tx, repeats)).map((record) => [keyOf(record), record]));
  return records.map((record) => {
    const first = added.has(record.id) ? undefined : firsts.get(keyOf(record));
    return { record: first ?? record, isNew: first === undefined };
  });

  function customerOf(externalId: string) {
    const customer = customers.get(externalId);
    if (!customer) throw new TypeError('every customer was resolved');
    return customer;
  }
}

const keyOf = ({ source, sourceId }: FeedbackRecord): string => JSON.stringify([source, sourceId]);
