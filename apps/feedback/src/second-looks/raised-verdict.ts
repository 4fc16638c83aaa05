import { FeedbackVerdictRaised, happened, type NewEvent, type Verdict, verdicts } from '@harken/contracts';
import type { Classification, Classifier } from '../classification/classifier.ts';
import type { PublicCustomer } from '../customers/customer.ts';
import { type FeedbackRecord, feedbackFacts } from '../feedback/feedback-record.ts';
import type { ComplaintLayerFile, LayerReading } from '../text-reader/complaint-layer.ts';

const rankOf = (verdict: Verdict): number => verdicts.indexOf(verdict);

/** The verdict with the second look; undefined unless it is a higher one. */
export function raisedVerdict(
  record: FeedbackRecord,
  secondLook: LayerReading | undefined,
  classify: Classifier,
): Classification | undefined {
  if (!secondLook) return undefined;
  const { kind, category, text, language, answers } = record;
  const judged = classify({ kind, category, text, language, answers, secondLook });
  return rankOf(judged.verdict) > rankOf(record.complaint.verdict) ? judged : undefined;
}

export const verdictRaised = (
  record: FeedbackRecord,
  before: Verdict,
  { customer, layer, at }: { customer: PublicCustomer | null; layer: ComplaintLayerFile; at: Date },
): NewEvent =>
  happened(FeedbackVerdictRaised, record.id, {
    feedbackId: record.id,
    ...feedbackFacts(record, customer),
    before,
    reader: { model: layer.model, version: layer.version },
    at: at.toISOString(),
  });
