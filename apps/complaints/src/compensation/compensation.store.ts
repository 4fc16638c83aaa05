import type { Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { millisecondsOf } from '../calendars/duration.ts';
import { type CommittedSums, nothingCommitted } from '../policies/compensation-limits/compensation-limits.ts';
import { compensationTimersSignal } from './compensation.queries.ts';
import { CompensationTable } from './compensation.table.ts';
import { type Compensation, nextStepAt } from './compensation.ts';

/** Whose promises are summed up; `id`: the one that does not count. */
export interface CommittedTo extends Pick<Compensation, 'customer' | 'complaintId' | 'currency'> {
  readonly id: string | null;
}

/** Compensations are guarded by the row lock of their complaint: hold it before you read one to change it. */
export const compensationStore = {
  async find(tx: Tx, id: string): Promise<Compensation> {
    const found = await tx.findOne(CompensationTable, { where: { id } });
    if (!found) throw new NotFound('compensation', id);
    const { stepAt: _stepAt, ...compensation } = found;
    return compensation;
  },

  async save(tx: Tx, compensation: Compensation): Promise<void> {
    const stepAt = nextStepAt(compensation);
    await tx.upsert(CompensationTable, { ...compensation, stepAt }, ['id']);
    if (stepAt) compensationTimersSignal.notifyAfterCommit(tx, stepAt.getTime() - compensation.changedAt.getTime());
  },

  /**
   * What else the customer was promised in the currency since `since`. No other compensation of the customer is decided
   * before the commit.
   */
  async committed(tx: Tx, of: CommittedTo, now: Date, window: string): Promise<CommittedSums> {
    if (of.currency === null) return nothingCommitted;
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('harken.compensations.' || $1, 0))", [of.customer]);
    const [sums] = (await tx.query(
      `SELECT coalesce(sum(minor) FILTER (WHERE status <> 'proposed'), 0)::float8 AS approved,
              coalesce(sum(minor) FILTER (WHERE status = 'proposed'), 0)::float8 AS proposed
         FROM compensations
        WHERE (customer = $1 OR complaint_id = $2) AND currency = $3 AND id IS DISTINCT FROM $4
          AND (status = 'proposed' OR status IN ('approved', 'fulfilled', 'fulfilment_failed') AND approved_at > $5)`,
      [of.customer, of.complaintId, of.currency, of.id, new Date(now.getTime() - millisecondsOf(window))],
    )) as [CommittedSums];
    return sums;
  },

  /** Whether other proposals of the complaint still wait for management. */
  async hasOtherPending(tx: Tx, { id, complaintId }: Compensation): Promise<boolean> {
    const waiting = await tx.findBy(CompensationTable, { complaintId, status: 'proposed', management: true });
    return waiting.some((one) => one.id !== id);
  },

  /**
   * Claims the most overdue ones, at most `limit`, and locks their complaints. Complaints locked by others are skipped.
   */
  async claimDue(tx: Tx, limit: number): Promise<{ id: string; complaintId: string }[]> {
    return tx.query(
      `SELECT x.id, x.complaint_id AS "complaintId" FROM compensations x JOIN complaints c ON c.id = x.complaint_id
        WHERE x.step_at <= (SELECT clock_timestamp())
        ORDER BY x.step_at, x.id LIMIT $1 FOR NO KEY UPDATE OF c, x SKIP LOCKED`,
      [limit],
    );
  },
};
