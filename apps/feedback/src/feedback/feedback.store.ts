import type { Tx } from '@harken/messaging';
import { insertNew } from '../tables/table-sql.queries.ts';
import { selectFeedback } from './feedback.queries.ts';
import { type FeedbackRow, FeedbackTable, toFeedbackRecord } from './feedback.table.ts';
import type { FeedbackRecord } from './feedback-record.ts';

const insert = insertNew<FeedbackRow, FeedbackRecord>('feedback.add', FeedbackTable, ['source', 'source_id'], {
  aboutComplaint: ({ about }) => about?.complaint ?? null,
  verdict: ({ complaint }) => complaint.verdict,
  reasons: ({ complaint }) => complaint.reasons,
});

export const feedbackStore = {
  /** Adds the new records and returns their ids. Of each (source, sourceId) the first one stays. */
  addNew: (tx: Tx, records: readonly FeedbackRecord[]): Promise<ReadonlySet<string>> => insert(tx, records),

  async bySourceIds(tx: Tx, keys: readonly { source: string; sourceId: string }[]): Promise<FeedbackRecord[]> {
    if (keys.length === 0) return [];
    const rows: Parameters<typeof toFeedbackRecord>[0][] = await tx.query(
      `${selectFeedback} JOIN unnest($1::text[], $2::text[]) AS k (source, source_id)
         ON k.source = f.source AND k.source_id = f.source_id`,
      [keys.map(({ source }) => source), keys.map(({ sourceId }) => sourceId)],
    );
    return rows.map(toFeedbackRecord);
  },
};
