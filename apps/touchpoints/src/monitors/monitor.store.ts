import { afterCommit, type Tx } from '@harken/messaging';
import { In } from 'typeorm';
import { ringDueMonitors } from './due-bell.ts';
import type { Judgement } from './judge.ts';
import { MonitorTable } from './monitor.table.ts';
import type { Monitor } from './monitor.ts';

export interface Judged {
  readonly id: string;
  readonly judgement: Judgement;
  readonly dueAt: Date | null;
}

async function databaseTime(tx: Tx): Promise<Date> {
  const [row] = await tx.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
  if (!row) throw new TypeError('The database gave no time.');
  return row.now;
}

export const monitorStore = {
  /** The monitors under row locks, always in one order, and the time after the locks were had. */
  async lock(tx: Tx, ids: readonly string[]): Promise<{ monitors: Monitor[]; now: Date }> {
    const monitors = await tx.find(MonitorTable, {
      where: { id: In([...ids]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return { monitors, now: await databaseTime(tx) };
  },

  /** The monitor as it is, held against every other change of it, also when it does not exist yet. */
  async hold(tx: Tx, id: string): Promise<{ before: Monitor | null; now: Date }> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('touchpoints.monitor'), hashtext($1))", [id]);
    const before = await tx.findOne(MonitorTable, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return { before, now: await databaseTime(tx) };
  },

  async save(tx: Tx, monitor: Monitor): Promise<void> {
    await tx.upsert(MonitorTable, monitor as Monitor & { parameters: object }, ['id']);
  },

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.delete(MonitorTable, { id });
  },

  async saveJudgements(tx: Tx, judged: readonly Judged[], now: Date): Promise<void> {
    await tx.query(
      `UPDATE monitors m SET judgement = j.judgement, judged_at = $2, due_at = j."dueAt"
         FROM jsonb_to_recordset($1::jsonb) AS j (id text, judgement jsonb, "dueAt" timestamptz)
        WHERE m.id = j.id`,
      [JSON.stringify(judged), now],
    );
    if (judged.some(({ dueAt }) => dueAt !== null)) afterCommit(tx, ringDueMonitors(tx.dataSource));
  },

  /** Monitors whose time has come and that no other replica works on, the longest due first; locked. */
  async claimDue(tx: Tx, atMost: number): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `SELECT id FROM monitors WHERE due_at <= clock_timestamp() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [atMost],
    );
    return rows.map(({ id }) => id);
  },
};
