import { databaseTime, type Tx } from '@harken/database';
import { NotFound, Stale } from '@harken/errors';
import { In, Not } from 'typeorm';
import { AlertTable } from './alert.table.ts';
import { type Alert, isOpen, type OpenAlert } from './alert.ts';

export const alertStore = {
  /** The open alerts of the monitors, locked, by monitor. A monitor has one at most. */
  async lockOpen(tx: Tx, monitorIds: readonly string[]): Promise<Map<string, OpenAlert>> {
    const open = await tx.find(AlertTable, {
      where: { monitorId: In([...monitorIds]), state: Not('resolved') },
      order: { monitorId: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return new Map(open.filter(isOpen).map((alert) => [alert.monitorId, alert]));
  },

  async save(tx: Tx, alert: Alert): Promise<void> {
    await tx.upsert(AlertTable, alert as Alert & { evidence: object }, ['id']);
  },

  /** Loads the alert under its row lock, lets `decide` change it, and saves it when it did. */
  async change(
    tx: Tx,
    id: string,
    expectedVersion: number | undefined,
    decide: (alert: Alert, now: Date) => Promise<Alert>,
  ): Promise<Alert> {
    const before = await tx.findOne(AlertTable, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!before) throw new NotFound('touchpoint-alert', id);
    if (expectedVersion !== undefined && expectedVersion !== before.version) {
      throw new Stale('touchpoint-alert.stale', 'The alert has another version by now.', { version: before.version });
    }
    const now = await databaseTime(tx);
    const after = await decide(before, now);
    if (after !== before) await alertStore.save(tx, after);
    return after;
  },
};
