import { type Prepared, runPrepared, type Tx } from '@harken/messaging';
import type { FeedbackRecord } from './feedback-record.ts';
import { columns, type FeedbackRow, recordOf } from './feedback-row.table.ts';

// One JSON text of all records instead of an array per column. In the order of the unique key, so that two batches never
// wait for each other in a circle.
const insert: Prepared = {
  name: 'feedback.add',
  text: `
  INSERT INTO feedback (id, source, source_id, customer_id, method, kind, pattern, touchpoint, channel, phase, campaign,
                        programme, category, text, language, answers, attachments, about_complaint, verdict, reasons,
                        occurred_at, received_at)
  SELECT id, source, "sourceId", "customerId", method, kind, pattern, touchpoint, channel, phase, campaign,
         programme, category, text, language, answers, attachments, (about->>'complaint')::uuid,
         complaint->>'verdict', complaint->'reasons',
         "occurredAt", "receivedAt"
    FROM ROWS FROM (json_to_recordset($1) AS (id uuid, source text, "sourceId" text, "customerId" uuid, method text,
         kind text, pattern text, touchpoint text, channel text, phase text, campaign text, programme text, category text,
         text text, language text, answers jsonb, attachments jsonb, about jsonb, complaint jsonb,
         "occurredAt" timestamptz, "receivedAt" timestamptz)) WITH ORDINALITY
   ORDER BY source, "sourceId", ordinality
  ON CONFLICT (source, source_id) DO NOTHING
  RETURNING id`,
};

const find = `
  SELECT ${columns}
    FROM feedback f JOIN customers c ON c.id = f.customer_id
    JOIN unnest($1::text[], $2::text[]) AS k (source, source_id) ON k.source = f.source AND k.source_id = f.source_id`;

export const feedbackStore = {
  /** Adds what is new; returns the ids of what was. The first of each (source, sourceId) stays. */
  async addNew(tx: Tx, records: readonly FeedbackRecord[]): Promise<ReadonlySet<string>> {
    const rows = await runPrepared<{ id: string }>(tx, insert, [Buffer.from(JSON.stringify(records))]);
    return new Set(rows.map(({ id }) => id));
  },

  async bySourceIds(tx: Tx, keys: readonly { source: string; sourceId: string }[]): Promise<FeedbackRecord[]> {
    if (keys.length === 0) return [];
    const rows: FeedbackRow[] = await tx.query(find, [
      keys.map(({ source }) => source),
      keys.map(({ sourceId }) => sourceId),
    ]);
    return rows.map(recordOf);
  },
};
