import { databaseTime, sql, type Tx, updateMany } from '@harken/database';
import { In } from 'typeorm';
import { withAncestors } from '../map/touchpoint.queries.ts';
import { monitorsSignal } from './monitor.queries.ts';
import { MonitorTable } from './monitor.table.ts';
import type { Monitor } from './monitor.ts';
import type { MonitorResult } from './monitor-result.ts';
import type { Watch } from './watch.ts';

export interface EvaluatedMonitor {
  readonly id: string;
  readonly judgement: MonitorResult;
  readonly dueAt: Date | null;
  readonly watch: Watch | null;
}

const markDirtyStatement = sql<{ marked: boolean }>(`
  WITH marked AS (
    INSERT INTO dirty_monitors (monitor_id)
    SELECT id FROM monitors
     WHERE touchpoint IN (${withAncestors('$1')})
       AND (method = 'silence'
            OR metric = ANY($2::text[]) AND (method IN ('standard', 'rate') OR watch IS NULL OR watch->'nextSlot' = 'null'))
    RETURNING monitor_id)
  SELECT EXISTS (SELECT FROM marked) AS marked`);

const claimDueStatement = sql<{ id: string }>(`
  SELECT m.id FROM monitors m
   WHERE m.due_at <= clock_timestamp()
      OR (EXISTS (SELECT FROM dirty_monitors d WHERE d.monitor_id = m.id)
          AND (m.judged_at IS NULL OR m.judged_at <= clock_timestamp() - $2 * interval '1 ms'))
   ORDER BY m.judged_at NULLS FIRST LIMIT $1 FOR UPDATE OF m SKIP LOCKED`);

export const monitorStore = {
  /** The monitors under row locks, always in one order, and the time after the locks were taken. */
  async lockAll(tx: Tx, ids: readonly string[]): Promise<{ monitors: Monitor[]; now: Date }> {
    const monitors = await tx.find(MonitorTable, {
      where: { id: In([...ids]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return { monitors, now: await databaseTime(tx) };
  },

  /** The monitor, locked against every other change, also when it does not exist yet. */
  async lockForUpdate(tx: Tx, id: string): Promise<{ before: Monitor | null; now: Date }> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('touchpoints.monitor'), hashtext($1))", [id]);
    const before = await tx.findOne(MonitorTable, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return { before, now: await databaseTime(tx) };
  },

  async save(tx: Tx, monitor: Monitor): Promise<void> {
    const row = monitor as Monitor & { parameters: object; watch: object };
    await tx.upsert(MonitorTable, row, ['id']);
  },

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.query('DELETE FROM dirty_monitors WHERE monitor_id = $1', [id]);
    await tx.delete(MonitorTable, { id });
  },

  /**
   * Marks the monitors on one of the metrics, and all silence monitors, at these touchpoints or above them. Detectors of
   * scores and shares are judged when their slot ends, so they are marked only while they learn. Rows are only added, so that batches never wait for each other or for a monitor under evaluation.
   */
  async markDirty(tx: Tx, touchpoints: readonly string[], metrics: readonly string[]): Promise<void> {
    const { marked } = await markDirtyStatement.queryOne(tx, [touchpoints, metrics]);
    if (marked) monitorsSignal.notifyAfterCommit(tx);
  },

  /** Clears the marks. An evaluation after this sees every event behind a cleared mark: both were committed together. */
  async clearDirty(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM dirty_monitors WHERE monitor_id = ANY($1)', [ids]);
  },

  async saveResults(tx: Tx, evaluated: readonly EvaluatedMonitor[], now: Date): Promise<void> {
    const rows = evaluated.map(({ id, judgement, dueAt, watch }) => ({ id, judgement, judgedAt: now, dueAt, watch }));
    await updateMany(tx, MonitorTable, rows, ['judgement', 'judgedAt', 'dueAt', 'watch']);
    const first = Math.min(...evaluated.map(({ dueAt }) => dueAt?.getTime() ?? Number.POSITIVE_INFINITY));
    monitorsSignal.notifyAfterCommit(tx, first - now.getTime());
  },

  /**
   * Locks monitors that are due or dirty and that no other replica works on. A dirty monitor is taken at most every
   * `minIntervalMs`, so that its cost does not grow with the stream of events.
   */
  async claimDue(tx: Tx, maxRows: number, minIntervalMs: number): Promise<string[]> {
    const rows = await claimDueStatement.query(tx, [maxRows, minIntervalMs]);
    return rows.map(({ id }) => id);
  },
};
