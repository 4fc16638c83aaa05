import type { Reader, Tx } from '@harken/database';
import { sql } from '@harken/database';
import { selectFeedback } from '../feedback/feedback.queries.ts';
import { toFeedbackRecord } from '../feedback/feedback.table.ts';
import type { FeedbackRecord } from '../feedback/feedback-record.ts';

type Row = Parameters<typeof toFeedbackRecord>[0];
const select = sql<Row>(`${selectFeedback} WHERE f.id = ANY ($1::uuid[])`);
const lock = sql<Row>(`${selectFeedback} WHERE f.id = ANY ($1::uuid[]) ORDER BY f.id FOR UPDATE OF f`);

export const waitingTexts = async (reader: Reader, ids: readonly string[]): Promise<FeedbackRecord[]> =>
  (await select.query(reader, [ids])).map(toFeedbackRecord);

/** Locked until the commit. */
export const lockTexts = async (tx: Tx, ids: readonly string[]): Promise<FeedbackRecord[]> =>
  (await lock.query(tx, [ids])).map(toFeedbackRecord);
