import { CommitSignal, managerOf, millisecondsUntil, type Reader, type Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { In } from 'typeorm';
import { MonitorTable } from './monitor.table.ts';
import type { Monitor } from './monitor.ts';
import type { MonitorResult } from './monitor-result.ts';

/** Notified when a monitor becomes dirty, or due sooner than the worker wakes by itself. */
export const monitorsSignal = new CommitSignal();

export async function findMonitor(reader: Reader, id: string): Promise<Monitor> {
  const monitor = await managerOf(reader).findOneBy(MonitorTable, { id });
  if (!monitor) throw new NotFound('monitor', id);
  return monitor;
}

export const monitorsAt = (reader: Reader, touchpoints: readonly string[]): Promise<Monitor[]> =>
  managerOf(reader).find(MonitorTable, { where: { touchpoint: In([...touchpoints]) }, order: { id: 'ASC' } });

export function listMonitors(
  reader: Reader,
  filter: {
    readonly touchpoint?: readonly string[] | undefined;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<Monitor[]> {
  const query = managerOf(reader)
    .createQueryBuilder(MonitorTable, 'm')
    .orderBy('m.id')
    .limit(filter.limit + 1);
  if (filter.after !== null) query.andWhere('m.id > :after', { after: filter.after });
  if (filter.touchpoint !== undefined)
    query.andWhere('m.touchpoint = ANY(:touchpoint)', { touchpoint: filter.touchpoint });
  return query.getMany();
}

/** The latest results, by id of the monitor. */
export async function latestResults(reader: Reader, ids: readonly string[]): Promise<Map<string, MonitorResult>> {
  const rows: { id: string; judgement: MonitorResult }[] = await reader.query(
    'SELECT id, judgement FROM monitors WHERE id = ANY($1) AND judgement IS NOT NULL',
    [ids],
  );
  return new Map(rows.map(({ id, judgement }) => [id, judgement]));
}

export async function monitorIdsOnStandard(reader: Reader, standardId: string): Promise<string[]> {
  const rows: { id: string }[] = await reader.query('SELECT id FROM monitors WHERE standard_id = $1 ORDER BY id', [
    standardId,
  ]);
  return rows.map(({ id }) => id);
}

const untilNextMonitor = millisecondsUntil(`
  SELECT least((SELECT min(due_at) FROM monitors),
               (SELECT min(coalesce(m.judged_at + $1 * interval '1 ms', clock_timestamp())) FROM monitors m
                 WHERE EXISTS (SELECT FROM dirty_monitors d WHERE d.monitor_id = m.id)))`);

/** Until the next monitor is due, or dirty and allowed again. */
export const nextMonitorDueInMs = (tx: Tx, minIntervalMs: number) => untilNextMonitor(tx, [minIntervalMs]);
