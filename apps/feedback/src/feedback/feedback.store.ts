import { type Prepared, runPrepared, type Tx, textColumns } from '@harken/messaging';
import { insertFeedback, textsOf } from './feedback-columns.ts';
import type { FeedbackRecord } from './feedback-record.ts';
import { type FeedbackRow, selectColumns, toFeedbackRecord } from './feedback-row.table.ts';

const insert: Prepared = { name: 'feedback.add', text: insertFeedback };

const find = `
  SELECT ${selectColumns}
    FROM feedback f JOIN customers c ON c.id = f.customer_id
    JOIN unnest($1::text[], $2::text[]) AS k (source, source_id) ON k.source = f.source AND k.source_id = f.source_id`;

export const feedbackStore = {
  /** Adds the new records and returns their ids. Of each (source, sourceId) the first one stays. */
  async addNew(tx: Tx, records: readonly FeedbackRecord[]): Promise<ReadonlySet<string>> {
    const rows = await runPrepared<{ id: string }>(tx, insert, textColumns(textsOf(records)));
    return new Set(rows.map(({ id }) => id));
  },

  async bySourceIds(tx: Tx, keys: readonly { source: string; sourceId: string }[]): Promise<FeedbackRecord[]> {
    if (keys.length === 0) return [];
    const rows: FeedbackRow[] = await tx.query(find, [
      keys.map(({ source }) => source),
      keys.map(({ sourceId }) => sourceId),
    ]);
    return rows.map(toFeedbackRecord);
  },
};
