import { insertNew, type Tx } from '@harken/database';
import { selectFeedback } from './feedback.queries.ts';
import { FeedbackTable, toFeedbackRecord, toFeedbackRow } from './feedback.table.ts';
import type { FeedbackRecord } from './feedback-record.ts';

export const feedbackStore = {
  /** Adds the new records and returns their ids. Of each (source, sourceId) the first one stays. */
  addNew: (tx: Tx, records: readonly FeedbackRecord[]): Promise<ReadonlySet<string>> =>
    insertNew(tx, FeedbackTable, ['source', 'sourceId'], records.map(toFeedbackRow)),

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
