import { columnsOf, insertMany, sql, type Tx, updateMany } from '@harken/database';
import { selectFeedback } from '../feedback/feedback.queries.ts';
import { type FeedbackRow, FeedbackTable, toFeedbackRecord, toFeedbackRow } from '../feedback/feedback.table.ts';
import type { FeedbackRecord } from '../feedback/feedback-record.ts';
import { FeedbackVersionTable } from './feedback-version.table.ts';
import type { FeedbackVersion } from './feedback-version.ts';

const lock = sql<Parameters<typeof toFeedbackRecord>[0]>(`${selectFeedback} WHERE f.id = $1 FOR UPDATE OF f`);

const sameCustomer = columnsOf(FeedbackTable)
  .map(({ property }) => property as keyof FeedbackRow)
  .filter((property) => property !== 'customerId');

export const correctionStore = {
  /** Locks the feedback until the commit. */
  async lock(tx: Tx, id: string): Promise<FeedbackRecord | undefined> {
    const [row] = await lock.query(tx, [id]);
    return row && toFeedbackRecord(row);
  },

  /** The caller holds the lock. The customer it was recorded for stays, unless the correction names another. */
  async save(tx: Tx, record: FeedbackRecord, before: FeedbackVersion): Promise<void> {
    await insertMany(tx, FeedbackVersionTable, [before]);
    const changed = record.customerId === before.content.customerId ? sameCustomer : undefined;
    await updateMany(tx, FeedbackTable, [toFeedbackRow(record)], changed);
  },
};
