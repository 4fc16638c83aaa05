import { type ModelReading, readByModel } from '../classification/classifier.ts';
import type { ComplaintPolicy } from '../classification/complaint-policy.ts';
import type { TextModel } from '../classification/text-model/text-model.ts';
import type { FeedbackRecord } from '../feedback/feedback-record.ts';
import { isUnsure } from '../text-reader/complaint-layer.ts';
import type { Theme } from '../themes/themes.ts';

/** What a second look is for. */
export interface PlannedLook {
  readonly record: FeedbackRecord & { readonly text: string };
  /** The language of the layer, if the text model leaves open whether it is a complaint. */
  readonly language: string | undefined;
  /** No word of a theme is in it. */
  readonly forThemes: boolean;
}

export interface LookRules {
  readonly policy: ComplaintPolicy;
  readonly models: ReadonlyMap<string, TextModel>;
  readonly themes: readonly Theme[];
  /** What came in before is no longer looked at. */
  readonly since: Date;
}

/** Which texts the reader is asked about, and what for. */
export function planLooks(records: readonly FeedbackRecord[], rules: LookRules): PlannedLook[] {
  const withExamples = rules.themes.filter(({ examples }) => examples.length > 0).length > 1;
  return records.flatMap((record) => {
    if (!isReadable(record) || record.receivedAt < rules.since) return [];
    const language = languageOfLook(record, rules);
    const forThemes = withExamples && record.themes.every(({ by }) => by !== 'words');
    return language !== undefined || forThemes ? [{ record, language, forThemes }] : [];
  });
}

const isReadable = (record: FeedbackRecord): record is PlannedLook['record'] =>
  record.text !== null && !record.history && record.retractedAt === null;

function languageOfLook(record: FeedbackRecord, { policy, models }: LookRules): string | undefined {
  if (record.voice !== 'customer' || record.complaint.verdict === 'certain') return undefined;
  const reading: ModelReading | undefined = readByModel(record, policy, models);
  return reading && isUnsure(reading.probability, reading.thresholds) ? reading.language : undefined;
}
