import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import { newId, type OutboxEvent, outbox } from '@harken/messaging';
import { mapInSlices } from '@harken/service';
import { currentClassifier } from '../classification/current-classifier.cache.ts';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import { currentThemes } from '../themes/current-themes.cache.ts';
import { keepThemes } from '../themes/keep-themes.use-case.ts';
import { feedbackStore } from './feedback.store.ts';
import { createFeedbackRecord, type FeedbackInput, type FeedbackRecord, feedbackEvents } from './feedback-record.ts';

export interface ReceivedFeedback {
  readonly record: FeedbackRecord;
  /** False for a repeat of (source, sourceId): `record` is then the one stored first. */
  readonly isNew: boolean;
  /** Why a repeat is refused: it has other content than the record stored first. */
  readonly conflict?: RuleBroken | undefined;
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
  // All are sent at once: one round trip.
  const [{ classify, now }, themes, customers] = await Promise.all([
    currentClassifier(tx),
    currentThemes(tx),
    resolveCustomers(
      inputs.flatMap(({ customer }) => (customer === null ? [] : [{ externalId: customer }])),
      tx,
    ),
  ]);
  const records = await mapInSlices(inputs, (input) => {
    return createFeedbackRecord(input, {
      id: newId(),
      customer: customerOf(input.customer),
      now,
      classify,
      assignThemes: themes.assign,
    });
  });
  const added = await feedbackStore.addNew(tx, records);
  const themed = await keepThemes(
    records.filter(({ id }) => added.has(id)),
    { version: themes.version, at: now },
    tx,
  );
  const events = records.flatMap((record, index) => {
    if (!added.has(record.id)) return [];
    const events: OutboxEvent[] = feedbackEvents(record, customerOf(record.customer));
    const withThemes = themed.get(record.id);
    if (withThemes) events.push(withThemes);
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
    return original ? repeatOf(original, record) : { record, isNew: true };
  });

  function customerOf(externalId: string | null) {
    if (externalId === null) return null;
    const customer = customers.get(externalId);
    if (!customer) throw new TypeError('every customer was resolved');
    return customer;
  }
}

function repeatOf(original: FeedbackRecord, { digest }: FeedbackRecord): ReceivedFeedback {
  if (original.digest === digest) return { record: original, isNew: false };
  const details = { id: original.id, storedDigest: original.digest, receivedDigest: digest };
  const conflict = new RuleBroken('feedback.differs', 'This source and id came in before with other content.', details);
  return { record: original, isNew: false, conflict };
}

const sourceKey = ({ source, sourceId }: FeedbackRecord): string => JSON.stringify([source, sourceId]);
