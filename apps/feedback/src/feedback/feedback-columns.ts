import type { FeedbackRecord } from './feedback-record.ts';

type Column = readonly [name: string, type: string, textOf: (record: FeedbackRecord) => string | null];

/** What is written of a record: each column of the table as a text. No text of a record is empty: what is absent is null. */
const columns: readonly Column[] = [
  ['id', 'uuid', ({ id }) => id],
  ['source', 'text', ({ source }) => source],
  ['source_id', 'text', ({ sourceId }) => sourceId],
  ['customer_id', 'uuid', ({ customerId }) => customerId],
  ['method', 'text', ({ method }) => method],
  ['kind', 'text', ({ kind }) => kind],
  ['pattern', 'text', ({ pattern }) => pattern],
  ['touchpoint', 'text', ({ touchpoint }) => touchpoint],
  ['channel', 'text', ({ channel }) => channel],
  ['phase', 'text', ({ phase }) => phase],
  ['campaign', 'text', ({ campaign }) => campaign],
  ['programme', 'text', ({ programme }) => programme],
  ['category', 'text', ({ category }) => category],
  ['text', 'text', ({ text }) => text],
  ['language', 'text', ({ language }) => language],
  ['answers', 'jsonb', ({ answers }) => JSON.stringify(answers)],
  ['attachments', 'jsonb', ({ attachments }) => listOf(attachments)],
  ['about_complaint', 'uuid', ({ about }) => about?.complaint ?? null],
  ['verdict', 'text', ({ complaint }) => complaint.verdict],
  ['reasons', 'jsonb', ({ complaint }) => listOf(complaint.reasons)],
  ['occurred_at', 'timestamptz', ({ occurredAt }) => occurredAt.toISOString()],
  ['received_at', 'timestamptz', ({ receivedAt }) => receivedAt.toISOString()],
];

const listOf = (list: readonly unknown[]): string => (list.length === 0 ? '[]' : JSON.stringify(list));

const names = columns.map(([name]) => name);

// In the order of the unique key, so that two batches never wait for each other in a circle.
export const insertFeedback = `
  INSERT INTO feedback (${names.join(', ')})
  SELECT ${columns.map(([name, type]) => `${name}::${type}`).join(', ')}
    FROM unnest(${columns.map((_, index) => `string_to_array($${index + 2}, $1, '')`).join(', ')})
         WITH ORDINALITY AS f (${names.join(', ')}, position)
   ORDER BY source, source_id, f.position
  ON CONFLICT (source, source_id) DO NOTHING
  RETURNING id`;

/** The texts of its columns, in their order. */
export const textsOf = (records: readonly FeedbackRecord[]): (string | null)[][] =>
  columns.map(([, , textOf]) => records.map(textOf));
