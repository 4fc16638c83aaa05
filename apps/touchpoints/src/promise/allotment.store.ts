import { CommitSignal, type Tx } from '@harken/database';
import { detectors } from '../detection/limits.ts';
import type { Allotment } from './allotment.ts';

/** Notified when the shares of the promise are to be looked at again. */
export const promiseSignal = new CommitSignal();

export const promiseStore = {
  /** The number of monitors or the promise changed: their shares are looked at again, at most once a day. */
  async review(tx: Tx): Promise<void> {
    await tx.query(`
      UPDATE promise_allotment SET due_at = greatest(clock_timestamp(), moved_at + interval '1 day')
       WHERE due_at IS NULL`);
    promiseSignal.notifyAfterCommit(tx);
  },

  /** Claims the review; null when it is not due or another replica has it. */
  async claimReview(tx: Tx): Promise<{ before: Allotment; monitors: number } | null> {
    const rows: (Allotment & { now: number })[] = await tx.query(
      `SELECT a.monitors, a.every_days AS "everyDays",
              (SELECT count(*)::int FROM monitors m WHERE m.method = ANY($1)) AS now
         FROM promise_allotment a WHERE a.due_at <= clock_timestamp() FOR UPDATE SKIP LOCKED`,
      [detectors],
    );
    const [row] = rows;
    return row ? { before: { monitors: row.monitors, everyDays: row.everyDays }, monitors: row.now } : null;
  },

  /** Ends the review. When the shares moved, every detector is evaluated with its new limits. */
  async endReview(tx: Tx, after: Allotment, moved: boolean): Promise<void> {
    if (!moved) {
      await tx.query('UPDATE promise_allotment SET due_at = NULL');
      return;
    }
    await tx.query(
      'UPDATE promise_allotment SET monitors = $1, every_days = $2, moved_at = clock_timestamp(), due_at = NULL',
      [after.monitors, after.everyDays],
    );
    await tx.query('UPDATE monitors SET due_at = clock_timestamp() WHERE method = ANY($1)', [detectors]);
  },
};
