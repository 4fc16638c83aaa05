import { databaseTime, sql, type Tx } from '@harken/database';
import { outbox } from '@harken/messaging';
import { currentClassifier } from '../classification/current-classifier.cache.ts';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import type { FeedbackRecord } from '../feedback/feedback-record.ts';
import { type ComplaintLayerFile, readVector } from '../text-reader/complaint-layer.ts';
import { currentThemes } from '../themes/current-themes.cache.ts';
import { replaceThemes } from '../themes/keep-themes.use-case.ts';
import { sameThemes } from '../themes/theme-assignment.ts';
import type { PlannedLook } from './plan-looks.ts';
import { secondLookStore } from './queue/second-look.store.ts';
import { raisedVerdict, verdictRaised } from './raised-verdict.ts';
import { nearestTheme, type ThemeCentroids } from './theme-centroids.ts';
import { lockTexts } from './waiting-texts.queries.ts';

/** A text that was read, with its vector. */
export interface ReadText extends PlannedLook {
  readonly vector: Float32Array;
}

export interface LookTools {
  /** Undefined if the vectors are of another model than the layer. */
  readonly layer: ComplaintLayerFile | undefined;
  /** Undefined without examples, or where the list of themes has changed meanwhile. */
  readonly centroids: ThemeCentroids | undefined;
}

const saveVerdict = sql('UPDATE feedback SET verdict = $2, reasons = $3 WHERE id = $1');

/** Raises verdicts and assigns themes by what was read, unless the feedback was corrected or judged meanwhile. */
export async function lookAgain(read: readonly ReadText[], tools: LookTools, tx: Tx): Promise<void> {
  const locked = await lockTexts(
    tx,
    read.map(({ record }) => record.id),
  );
  const current = new Map(locked.map((record) => [record.id, record]));
  const looks = read.flatMap((look) => {
    const record = current.get(look.record.id);
    return record && record.version === look.record.version && record.retractedAt === null ? [{ ...look, record }] : [];
  });
  await raiseVerdicts(looks, tools, tx);
  await assignThemes(looks, tools, tx);
  await secondLookStore.end(
    tx,
    read.map(({ record }) => record.id),
  );
}

type Look = Omit<ReadText, 'record'> & { readonly record: FeedbackRecord };

async function raiseVerdicts(looks: readonly Look[], { layer }: LookTools, tx: Tx): Promise<void> {
  if (!layer) return;
  const { classify } = await currentClassifier(tx);
  const at = await databaseTime(tx);
  for (const { record, language, vector } of looks) {
    const reading = language === undefined ? undefined : readVector(layer, language, vector);
    const complaint = raisedVerdict(record, reading, classify);
    if (!complaint) continue;
    await saveVerdict.write(tx, [record.id, complaint.verdict, JSON.stringify(complaint.reasons)]);
    const { customer: externalId } = record;
    const customers = externalId === null ? undefined : await resolveCustomers([{ externalId }], tx);
    const customer = customers?.get(externalId ?? '') ?? null;
    const before = record.complaint.verdict;
    await outbox.add(tx, [verdictRaised({ ...record, complaint }, before, { customer, layer, at })]);
  }
}

async function assignThemes(looks: readonly Look[], { centroids }: LookTools, tx: Tx): Promise<void> {
  const { version } = await currentThemes(tx);
  if (centroids?.version !== version) return;
  const changes = looks.flatMap(({ record: before, forThemes, vector }) => {
    if (!forThemes || before.themes.some(({ by }) => by === 'words')) return [];
    const found = nearestTheme(centroids, vector);
    if (sameThemes(found, { themes: before.themes, unsure: before.themesUnsure })) return [];
    return [{ before, after: { ...before, themes: found.themes, themesUnsure: found.unsure } }];
  });
  await replaceThemes(changes, { version, at: await databaseTime(tx) }, tx);
}
