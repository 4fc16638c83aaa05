import { type Prepared, runPrepared, type Tx } from '@harken/messaging';
import { In } from 'typeorm';
import { withThoseAbove } from '../map/touchpoint.queries.ts';
import type { Judgement } from './judgement.ts';
import { monitorsBell } from './monitor.queries.ts';
import { MonitorTable } from './monitor.table.ts';
import type { Monitor } from './monitor.ts';

export interface Judged {
  readonly id: string;
  readonly judgement: Judgement;
  readonly dueAt: Date | null;
}

const leaveNews = {
  name: 'touchpoints.leave-news',
  text: `
  WITH told AS (
    INSERT INTO monitor_news (monitor_id)
    SELECT id FROM monitors
     WHERE touchpoint IN (${withThoseAbove('$1')}) AND (metric = ANY($2::text[]) OR method = 'silence')
    RETURNING monitor_id)
  SELECT EXISTS (SELECT FROM told) AS told`,
};

async function databaseTime(tx: Tx): Promise<Date> {
  const [row] = await tx.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
  if (!row) throw new TypeError('The database gave no time.');
  return row.now;
}

const claimDue: Prepared = {
  name: 'monitors-claim-due',
  text: `
  SELECT m.id FROM monitors m
   WHERE m.due_at <= clock_timestamp()
      OR (EXISTS (SELECT FROM monitor_news n WHERE n.monitor_id = m.id)
          AND (m.judged_at IS NULL OR m.judged_at <= clock_timestamp() - $2 * interval '1 ms'))
   ORDER BY m.judged_at NULLS FIRST LIMIT $1 FOR UPDATE OF m SKIP LOCKED`,
};

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
    await tx.query('DELETE FROM monitor_news WHERE monitor_id = $1', [id]);
    await tx.delete(MonitorTable, { id });
  },

  /**
   * Leaves word for the monitors that news at these touchpoints concerns, or below theirs: those on one of the metrics,
   * and all that listen for silence. Rows are only added, so that batches never wait for each other or for a monitor at
   * work.
   */
  async leaveNews(tx: Tx, touchpoints: readonly string[], metrics: readonly string[]): Promise<void> {
    const [found] = await runPrepared<{ told: boolean }>(tx, leaveNews, [touchpoints, metrics]);
    if (found?.told) monitorsBell.ringAfterCommit(tx);
  },

  /** Takes the word that was left. Whoever looks after this sees all that the word was about: it was committed with it. */
  async takeNews(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM monitor_news WHERE monitor_id = ANY($1)', [ids]);
  },

  async saveJudgements(tx: Tx, judged: readonly Judged[], now: Date): Promise<void> {
    await tx.query(
      `UPDATE monitors m SET judgement = j.judgement, judged_at = $2, due_at = j."dueAt"
         FROM jsonb_to_recordset($1::jsonb) AS j (id text, judgement jsonb, "dueAt" timestamptz)
        WHERE m.id = j.id`,
      [JSON.stringify(judged), now],
    );
    const first = Math.min(...judged.map(({ dueAt }) => dueAt?.getTime() ?? Number.POSITIVE_INFINITY));
    monitorsBell.ringAfterCommit(tx, first - now.getTime());
  },

  /**
   * Monitors whose time has come or that have news, and that no other replica works on; locked. Under a stream of
   * news a monitor looks at most every `restMs`, so that its cost does not grow with the stream.
   */
  async claimDue(tx: Tx, atMost: number, restMs: number): Promise<string[]> {
    const rows = await runPrepared<{ id: string }>(tx, claimDue, [atMost, restMs]);
    return rows.map(({ id }) => id);
  },
};
