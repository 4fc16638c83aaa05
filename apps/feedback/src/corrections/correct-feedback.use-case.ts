import { FeedbackRetracted, FeedbackSuperseded, happened, type Identity, nameOf } from '@harken/contracts';
import { databaseTime, type Tx } from '@harken/database';
import { NotFound, RuleBroken, Stale } from '@harken/errors';
import { outbox } from '@harken/messaging';
import { currentClassifier } from '../classification/current-classifier.cache.ts';
import type { PublicCustomer } from '../customers/customer.ts';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import {
  createFeedbackRecord,
  type FeedbackInput,
  type FeedbackRecord,
  feedbackFacts,
} from '../feedback/feedback-record.ts';
import { currentThemes } from '../themes/current-themes.cache.ts';
import { replaceThemes } from '../themes/keep-themes.use-case.ts';
import { correctionStore } from './correction.store.ts';
import type { FeedbackVersion } from './feedback-version.ts';

export interface Correction {
  readonly id: string;
  readonly expectedVersion: number | undefined;
  readonly actor: Identity;
  readonly onBehalfOf: string | undefined;
  readonly reason: string | undefined;
}

/**
 * Replaces what was said by what `corrected` makes of it; null: nothing differs. The version before is kept. Whether it
 * is a complaint is judged anew; the digest stays that of what came in, so that the source may repeat it.
 */
export async function supersedeFeedback(
  correction: Correction,
  corrected: (current: FeedbackRecord, now: Date) => FeedbackInput | null,
  tx: Tx,
): Promise<FeedbackRecord> {
  const current = await lockCorrectable(correction, tx);
  const at = await databaseTime(tx);
  const input = corrected(current, at);
  if (!input) return current;
  const { classify } = await currentClassifier(tx);
  const themes = await currentThemes(tx);
  const customers = await customersOf([current.customer, input.customer], tx);
  const record = {
    ...createFeedbackRecord(input, {
      id: current.id,
      customer: customers(input.customer),
      now: current.receivedAt,
      classify,
      assignThemes: themes.assign,
    }),
    digest: current.digest,
    version: current.version + 1,
    correctedAt: at,
  };
  await correctionStore.save(tx, record, endOf(current, correction, 'superseded', at));
  await outbox.add(tx, [
    happened(FeedbackSuperseded, current.id, {
      feedbackId: current.id,
      version: record.version,
      before: feedbackFacts(current, customers(current.customer)),
      after: feedbackFacts(record, customers(record.customer)),
      by: nameOf(correction.actor, correction.onBehalfOf),
      at: at.toISOString(),
    }),
  ]);
  await replaceThemes([{ before: current, after: record }], { version: themes.version, at }, tx);
  return record;
}

/** It was never said. What was kept of it stays readable. */
export async function retractFeedback(correction: Correction, tx: Tx): Promise<FeedbackRecord> {
  const current = await lockCorrectable(correction, tx);
  const at = await databaseTime(tx);
  const customers = await customersOf([current.customer], tx);
  const record = { ...current, version: current.version + 1, correctedAt: at, retractedAt: at };
  await correctionStore.save(tx, record, endOf(current, correction, 'retracted', at));
  await outbox.add(tx, [
    happened(FeedbackRetracted, current.id, {
      feedbackId: current.id,
      version: record.version,
      before: feedbackFacts(current, customers(current.customer)),
      by: nameOf(correction.actor, correction.onBehalfOf),
      at: at.toISOString(),
    }),
  ]);
  return record;
}

async function lockCorrectable({ id, expectedVersion }: Correction, tx: Tx): Promise<FeedbackRecord> {
  const current = await correctionStore.lock(tx, id);
  if (!current) throw new NotFound('feedback', id);
  const { version } = current;
  if (expectedVersion !== undefined && expectedVersion !== version)
    throw new Stale('feedback.stale', `The feedback has moved on to version ${version}.`, { version });
  if (current.retractedAt) throw new RuleBroken('feedback.retracted', 'It was taken back before.', { id });
  return current;
}

const endOf = (
  { id, version, ...content }: FeedbackRecord,
  { reason, actor, onBehalfOf }: Correction,
  correction: FeedbackVersion['correction'],
  at: Date,
): FeedbackVersion => ({
  ...{ feedbackId: id, version, content: { id, version, ...content } },
  ...{ correction, reason: reason ?? null, actor: actor.person ?? actor.name, onBehalfOf: onBehalfOf ?? null, at },
});

async function customersOf(externalIds: readonly (string | null)[], tx: Tx) {
  const named = [...new Set(externalIds.flatMap((externalId) => externalId ?? []))];
  const customers = await resolveCustomers(
    named.map((externalId) => ({ externalId })),
    tx,
  );
  return (externalId: string | null): PublicCustomer | null =>
    externalId === null ? null : (customers.get(externalId) ?? null);
}
