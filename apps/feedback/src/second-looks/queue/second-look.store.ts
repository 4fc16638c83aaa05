import { CommitSignal, millisecondsUntil, sql, type Tx } from '@harken/database';
import type { DataSource } from 'typeorm';

/** A text that may get a second look. */
export interface ReadableText {
  readonly id: string;
  readonly text: string | null;
  readonly history: boolean;
}

// The cost of waiting texts is paid only where somebody reads them.
const withReader = new WeakSet<DataSource>();
/** Wakes the worker. */
export const secondLooksSignal = new CommitSignal();

const insert = sql(`
  INSERT INTO second_looks (feedback_id, due_at) SELECT id, now() FROM unnest($1::uuid[]) AS id
  ON CONFLICT (feedback_id) DO UPDATE SET due_at = excluded.due_at`);
const claim = sql<{ feedbackId: string }>(`
  UPDATE second_looks SET due_at = clock_timestamp() + $2 * interval '1 millisecond'
   WHERE feedback_id IN (SELECT feedback_id FROM second_looks WHERE due_at <= clock_timestamp()
                          ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING feedback_id AS "feedbackId"`);
const release = sql('UPDATE second_looks SET due_at = now() WHERE feedback_id = ANY ($1::uuid[])');
const end = sql('DELETE FROM second_looks WHERE feedback_id = ANY ($1::uuid[])');

export const nextSecondLookInMs = millisecondsUntil('SELECT min(due_at) FROM second_looks');

export const secondLookStore = {
  /** From now on texts of this database wait for a second look. */
  begin: (dataSource: DataSource): unknown => withReader.add(dataSource),

  /** Of history nothing is judged again. */
  async want(tx: Tx, feedback: readonly ReadableText[]): Promise<void> {
    if (!withReader.has(tx.dataSource)) return;
    const ids = feedback.flatMap(({ id, text, history }) => (text === null || history ? [] : id)).sort();
    if (ids.length === 0) return;
    await insert.write(tx, [ids]);
    secondLooksSignal.notifyAfterCommit(tx);
  },

  /** The ids of texts that wait longest: nobody else gets them for `leaseMs`. */
  claim: async (tx: Tx, limit: number, leaseMs: number): Promise<string[]> =>
    (await claim.query(tx, [limit, leaseMs])).map(({ feedbackId }) => feedbackId),

  release: (tx: Tx, ids: readonly string[]): Promise<void> => release.write(tx, [ids]),
  end: (tx: Tx, ids: readonly string[]): Promise<void> => end.write(tx, [ids]),
};
