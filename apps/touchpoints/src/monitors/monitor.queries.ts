import { NotFound } from '@harken/errors';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { Judgement } from './judge.ts';
import { MonitorTable } from './monitor.table.ts';
import type { Monitor } from './monitor.ts';

type Reader = DataSource | EntityManager;

export async function findMonitor(reader: Reader, id: string): Promise<Monitor> {
  const monitor = await managerOf(reader).findOneBy(MonitorTable, { id });
  if (!monitor) throw new NotFound('monitor', id);
  return monitor;
}

export const monitorsAt = (reader: Reader, touchpoints: readonly string[]): Promise<Monitor[]> =>
  managerOf(reader).find(MonitorTable, { where: { touchpoint: In([...touchpoints]) }, order: { id: 'ASC' } });

export function listMonitors(
  reader: Reader,
  filter: { readonly touchpoint?: string | undefined; readonly after: string | null; readonly limit: number },
): Promise<Monitor[]> {
  const query = managerOf(reader)
    .createQueryBuilder(MonitorTable, 'm')
    .orderBy('m.id')
    .limit(filter.limit + 1);
  if (filter.after !== null) query.andWhere('m.id > :after', { after: filter.after });
  if (filter.touchpoint !== undefined) query.andWhere('m.touchpoint = :touchpoint', { touchpoint: filter.touchpoint });
  return query.getMany();
}

/** What the monitors see now, by their ids. */
export async function judgementsOf(reader: Reader, ids: readonly string[]): Promise<Map<string, Judgement>> {
  const rows: { id: string; judgement: Judgement }[] = await reader.query(
    'SELECT id, judgement FROM monitors WHERE id = ANY($1) AND judgement IS NOT NULL',
    [ids],
  );
  return new Map(rows.map(({ id, judgement }) => [id, judgement]));
}

export async function monitorsOnStandard(reader: Reader, standardId: string): Promise<string[]> {
  const rows: { id: string }[] = await reader.query('SELECT id FROM monitors WHERE standard_id = $1 ORDER BY id', [
    standardId,
  ]);
  return rows.map(({ id }) => id);
}

/** The monitors that news at these touchpoints concerns: those on one of the metrics, and all that listen for silence. */
export async function monitorsConcerned(
  reader: Reader,
  touchpoints: readonly string[],
  metrics: readonly string[],
): Promise<string[]> {
  const rows: { id: string }[] = await reader.query(
    `SELECT id FROM monitors WHERE touchpoint = ANY($1) AND (metric = ANY($2) OR method = 'silence') ORDER BY id`,
    [touchpoints, metrics],
  );
  return rows.map(({ id }) => id);
}

/** Milliseconds until the next monitor is due by the time of the database; null when none is. */
export async function nextMonitorInMs(reader: Reader): Promise<number | null> {
  const [row] = await reader.query<{ ms: number | null }[]>(
    'SELECT extract(epoch FROM min(due_at) - clock_timestamp())::float8 * 1000 AS ms FROM monitors WHERE due_at IS NOT NULL',
  );
  return row?.ms ?? null;
}

const managerOf = (reader: Reader): EntityManager => (reader instanceof DataSource ? reader.manager : reader);
