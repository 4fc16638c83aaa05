import { sqlOverRows, type Tx } from '@harken/database';
import type { ObservedAction } from './observed-actions.ts';

const insert = sqlOverRows<ObservedAction>(
  {
    feedbackId: 'uuid',
    touchpoint: 'text',
    action: 'text',
    done: 'boolean',
    employee: 'text',
    occurredAt: 'timestamptz',
  },
  (observed) => `
  INSERT INTO observed_actions (feedback_id, touchpoint, action, done, employee, occurred_at)
  SELECT feedback_id, touchpoint, action, done, employee, occurred_at FROM ${observed} AS o ORDER BY o.ordinal
  ON CONFLICT DO NOTHING`,
);

export const observationStore = {
  async add(tx: Tx, observed: readonly ObservedAction[]): Promise<void> {
    if (observed.length > 0) await insert.write(tx, observed);
  },

  async remove(tx: Tx, feedbackId: string): Promise<void> {
    await tx.query('DELETE FROM observed_actions WHERE feedback_id = $1', [feedbackId]);
  },
};
