import type { Tx } from '@harken/database';
import { newId, type OutboxEvent, outbox } from '@harken/messaging';
import { mapInSlices } from '@harken/service';
import { currentClassifier } from '../classification/current-classifier.cache.ts';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import { feedbackStore } from './feedback.store.ts';
import { createFeedbackRecord, type FeedbackInput, type FeedbackRecord, feedbackEvents } from './feedback-record.ts';

export interface ReceivedFeedback {
  readonly record: FeedbackRecord;
  /** False for a repeat of (source, sourceId): `record` is then the one stored first. */
  readonly isNew: boolean;
}

/** The trace of the request, because several requests can share a transaction. */
export interface WithTraceparent {
  readonly traceparent?: string | undefined;
}

/** Stores any number of feedback in one transaction and a few round trips. Results are in the order of the inputs. */
export async function receiveFeedback(
  inputs: readonly (FeedbackInput & WithTraceparent)[],
  tx: Tx,
): Promise<ReceivedFeedback[]> {
  if (inputs.length === 0) return [];
  // Both are sent at once: one round trip.
  const [{ classify, now }, customers] = await Promise.all([
    currentClassifier(tx),
    resolveCustomers(
      inputs.map(({ customer }) => ({ externalId: customer })),
      tx,
    ),
  ]);
  const records = await mapInSlices(inputs, (input) => {
    const customerId = customerOf(input.customer).id;
    return createFeedbackRecord(input, { id: newId(), customerId, now, classify });
  });
  const added = await feedbackStore.addNew(tx, records);
  const events = records.flatMap((record, index) => {
    if (!added.has(record.id)) return [];
    const events: OutboxEvent[] = feedbackEvents(record, customerOf(record.customer));
    const traceparent = inputs[index]?.traceparent;
    return traceparent === undefined ? events : events.map((event) => ({ ...event, traceparent }));
  });
  await outbox.add(tx, events);
  const repeats = records.filter(({ id }) => !added.has(id));
  const originals = new Map(
    (await feedbackStore.bySourceIds(tx, repeats)).map((record) => [sourceKey(record), record]),
  );
  return records.map((record) => {
    const original = added.has(record.id) ? undefined : originals.get(sourceKey(record));
    return { record: original ?? record, isNew: original === undefined };
  });

  function customerOf(externalId: string) {
    const customer = customers.get(externalId);
    if (!customer) throw new TypeError('every customer was resolved');
    return customer;
  }
}

const sourceKey = ({ source, sourceId }: FeedbackRecord): string => JSON.stringify([source, sourceId]);
