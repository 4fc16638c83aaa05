import { managerOf, type Reader } from '@harken/database';
import { NotFound } from '@harken/errors';
import { In, Not } from 'typeorm';
import { AlertTable } from './alert.table.ts';
import type { Alert } from './alert.ts';

export interface AlertFilter {
  readonly state?: readonly string[] | undefined;
  readonly touchpoint?: readonly string[] | undefined;
  readonly severity?: readonly string[] | undefined;
  readonly monitor?: readonly string[] | undefined;
  readonly grouped?: boolean | undefined;
}

/** `shownState` of suppression.ts. */
const shownState = `CASE WHEN a.state <> 'firing' OR a.suppressedBy IS NULL THEN a.state
                         WHEN a.suppressedBy ->> 'by' = 'silence' THEN 'silenced' ELSE 'inhibited' END`;

export async function findAlert(reader: Reader, id: string): Promise<Alert> {
  const alert = await managerOf(reader).findOneBy(AlertTable, { id });
  if (!alert) throw new NotFound('touchpoint-alert', id);
  return alert;
}

export const openAlertsAt = (reader: Reader, touchpoints: readonly string[]): Promise<Alert[]> =>
  managerOf(reader).find(AlertTable, {
    where: { touchpoint: In([...touchpoints]), state: Not('resolved') },
    order: { id: 'ASC' },
  });

/** Newest first: ids are UUIDv7, so they are in the order of opening. */
export function listAlerts(
  reader: Reader,
  filter: AlertFilter,
  before: string | null,
  limit: number,
): Promise<Alert[]> {
  const query = managerOf(reader)
    .createQueryBuilder(AlertTable, 'a')
    .orderBy('a.id', 'DESC')
    .limit(limit + 1);
  if (before !== null) query.andWhere('a.id < :before', { before });
  if (filter.state) query.andWhere(`${shownState} = ANY(:state)`, { state: filter.state });
  // One alert of a group stands for all.
  if (!filter.grouped && filter.monitor === undefined) {
    query.andWhere(`(a.state = 'resolved' OR a.suppressedBy ->> 'by' IS DISTINCT FROM 'group')`);
  }
  if (filter.touchpoint !== undefined)
    query.andWhere('a.touchpoint = ANY(:touchpoint)', { touchpoint: filter.touchpoint });
  if (filter.severity !== undefined) query.andWhere('a.severity = ANY(:severity)', { severity: filter.severity });
  if (filter.monitor !== undefined) query.andWhere('a.monitorId = ANY(:monitor)', { monitor: filter.monitor });
  return query.getMany();
}
