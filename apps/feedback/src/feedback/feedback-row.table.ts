import type { Classification } from '../classification/classifier.ts';
import type { FeedbackRecord } from './feedback-record.ts';

/** A row of `feedback f` joined with `customers c`. Written and read set-wise, so it has no entity. */
export type FeedbackRow = Omit<FeedbackRecord, 'complaint' | 'about'> & {
  readonly aboutComplaint: string | null;
  readonly verdict: Classification['verdict'];
  readonly reasons: string[];
};

export const selectColumns = `f.id, f.source, f.source_id AS "sourceId", c.external_id AS customer, f.customer_id AS "customerId",
  f.method, f.kind, f.pattern, f.touchpoint, f.channel, f.phase, f.campaign, f.programme, f.category, f.text, f.language,
  f.answers, f.attachments, f.about_complaint AS "aboutComplaint", f.verdict, f.reasons, f.occurred_at AS "occurredAt", f.received_at AS "receivedAt"`;

export function toFeedbackRecord({ verdict, reasons, aboutComplaint, ...rest }: FeedbackRow): FeedbackRecord {
  const about = aboutComplaint === null ? null : { complaint: aboutComplaint };
  return { ...rest, about, complaint: { verdict, reasons } };
}
