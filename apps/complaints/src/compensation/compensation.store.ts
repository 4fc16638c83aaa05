import type { Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { compensationTimersSignal } from './compensation.queries.ts';
import { CompensationTable } from './compensation.table.ts';
import { type Compensation, nextStepAt } from './compensation.ts';

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
