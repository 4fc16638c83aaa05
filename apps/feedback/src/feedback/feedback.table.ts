import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type { Classification } from '../classification/classifier.ts';
import { aboutOf, complaintOf, type FeedbackRecord, problemOf } from './feedback-record.ts';

/** A row of `feedback`. The customer's external id and the themes are not in it: reading joins them. */
export type FeedbackRow = Omit<FeedbackRecord, 'customer' | 'complaint' | 'about' | 'themes' | 'themesUnsure'> &
  Classification & { readonly aboutComplaint: string | null; readonly aboutProblem: string | null };

const columns = {
  id: { type: 'uuid', primary: true },
  source: { type: 'text' },
  sourceId: { name: 'source_id', type: 'text' },
  voice: { type: 'text' },
  customerId: { name: 'customer_id', type: 'uuid', nullable: true },
  employee: { type: 'text', nullable: true },
  method: { type: 'text' },
  kind: { type: 'text', nullable: true },
  pattern: { type: 'text' },
  touchpoint: { type: 'text', nullable: true },
  channel: { type: 'text', nullable: true },
  phase: { type: 'text', nullable: true },
  campaign: { type: 'text', nullable: true },
  product: { type: 'text', nullable: true },
  location: { type: 'text', nullable: true },
  programme: { type: 'text', nullable: true },
  category: { type: 'text', nullable: true },
  text: { type: 'text', nullable: true },
  language: { type: 'text', nullable: true },
  answers: { type: 'jsonb' },
  attachments: { type: 'jsonb' },
  actions: { type: 'jsonb' },
  aboutComplaint: { name: 'about_complaint', type: 'uuid', nullable: true },
  aboutProblem: { name: 'about_problem', type: 'uuid', nullable: true },
  history: { type: 'boolean' },
  digest: { type: 'text' },
  verdict: { type: 'text' },
  reasons: { type: 'jsonb' },
  occurredAt: { name: 'occurred_at', type: 'timestamptz' },
  receivedAt: { name: 'received_at', type: 'timestamptz' },
  version: { type: 'integer' },
  correctedAt: { name: 'corrected_at', type: 'timestamptz', nullable: true },
  retractedAt: { name: 'retracted_at', type: 'timestamptz', nullable: true },
} satisfies Record<keyof FeedbackRow, EntitySchemaColumnOptions>;

export const FeedbackTable = new EntitySchema<FeedbackRow>({ name: 'Feedback', tableName: 'feedback', columns });

export const toFeedbackRow = (record: FeedbackRecord): FeedbackRow => ({
  ...record,
  aboutComplaint: complaintOf(record.about),
  aboutProblem: problemOf(record.about),
  verdict: record.complaint.verdict,
  reasons: record.complaint.reasons,
});

export function toFeedbackRecord({
  verdict,
  reasons,
  aboutComplaint: complaint,
  aboutProblem: problem,
  ...rest
}: FeedbackRow & Pick<FeedbackRecord, 'customer' | 'themes' | 'themesUnsure'>): FeedbackRecord {
  return { ...rest, about: aboutOf(complaint, problem), complaint: { verdict, reasons } };
}
