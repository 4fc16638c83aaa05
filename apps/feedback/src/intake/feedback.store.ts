import type { Tx } from '@harken/messaging';
import type { FeedbackRecord } from './feedback-record.ts';
import { columns, type FeedbackRow, recordOf } from './feedback-row.table.ts';

// In the order of the unique key, so that two batches never wait for each other in a circle.
const insert = `
  INSERT INTO feedback (id, source, source_id, customer_id, method, kind, pattern, touchpoint, channel, phase, campaign,
                        programme, category, text, language, answers, attachments, verdict, reasons, occurred_at, received_at)
  SELECT id, source, source_id, customer_id, method, kind, pattern, touchpoint, channel, phase, campaign,
         programme, category, text, language, answers, attachments, verdict, reasons, occurred_at, $21
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::jsonb[],
                $17::jsonb[], $18::text[], $19::jsonb[], $20::timestamptz[])
         WITH ORDINALITY AS f (id, source, source_id, customer_id, method, kind, pattern, touchpoint, channel, phase,
                campaign, programme, category, text, language, answers, attachments, verdict, reasons, occurred_at, position)
   ORDER BY source, source_id, position
  ON CONFLICT (source, source_id) DO NOTHING
  RETURNING id`;

const find = `
  SELECT ${columns}
    FROM feedback f JOIN customers c ON c.id = f.customer_id
    JOIN unnest($1::text[], $2::text[]) AS k (source, source_id) ON k.source = f.source AND k.source_id = f.source_id`;

export const feedbackStore = {
  /** Adds what is new; returns the ids of what was. The first of each (source, sourceId) stays. */
  async addNew(tx: Tx, records: readonly FeedbackRecord[], receivedAt: Date): Promise<ReadonlySet<string>> {
    const all = <T>(pick: (record: FeedbackRecord) => T) => records.map(pick);
    const rows: { id: string }[] = await tx.query(insert, [
      all((r) => r.id),
      all((r) => r.source),
      all((r) => r.sourceId),
      all((r) => r.customerId),
      all((r) => r.method),
      all((r) => r.kind),
      all((r) => r.pattern),
      all((r) => r.touchpoint),
      all((r) => r.channel),
      all((r) => r.phase),
      all((r) => r.campaign),
      all((r) => r.programme),
      all((r) => r.category),
      all((r) => r.text),
      all((r) => r.language),
      all((r) => JSON.stringify(r.answers)),
      all((r) => JSON.stringify(r.attachments)),
      all((r) => r.complaint.verdict),
      all((r) => JSON.stringify(r.complaint.reasons)),
      all((r) => r.occurredAt.toISOString()),
      receivedAt,
    ]);
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
