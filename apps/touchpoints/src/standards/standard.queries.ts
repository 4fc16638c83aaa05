import { managerOf, type Reader } from '@harken/database';
import { NotFound } from '@harken/errors';
import { type EntityManager, In } from 'typeorm';
import { StandardTable } from './standard.table.ts';
import type { Standard, StandardContent } from './standard.ts';

export interface StandardVersion {
  readonly version: number;
  /** null when the standard was deleted. */
  readonly content: StandardContent | null;
  readonly changedBy: string;
  readonly recordedAt: string;
}

export async function findStandard(reader: Reader, id: string): Promise<Standard> {
  const standard = await managerOf(reader).findOneBy(StandardTable, { id });
  if (!standard) throw new NotFound('standard', id);
  return standard;
}

export const findStandards = (reader: Reader, ids: readonly string[]): Promise<Standard[]> =>
  managerOf(reader).findBy(StandardTable, { id: In([...ids]) });

export const standardsAt = (reader: Reader, touchpoints: readonly string[]): Promise<Standard[]> =>
  managerOf(reader).find(StandardTable, { where: { touchpoint: In([...touchpoints]) }, order: { id: 'ASC' } });

/** The standards of a touchpoint on a metric, locked: none is deleted before the transaction ends. */
export const lockStandardsForRead = (tx: EntityManager, touchpoint: string, metric: string): Promise<Standard[]> =>
  tx.find(StandardTable, {
    where: { touchpoint, metric },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_read' },
  });

export const standardVersions = (reader: Reader, id: string): Promise<StandardVersion[]> =>
  reader.query(
    `SELECT version, content, changed_by AS "changedBy", recorded_at AS "recordedAt"
       FROM standard_versions WHERE id = $1 ORDER BY version DESC LIMIT 500`,
    [id],
  );

export function listStandards(
  reader: Reader,
  filter: {
    readonly touchpoint?: readonly string[] | undefined;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<Standard[]> {
  const query = managerOf(reader)
    .createQueryBuilder(StandardTable, 's')
    .orderBy('s.id')
    .limit(filter.limit + 1);
  if (filter.after !== null) query.andWhere('s.id > :after', { after: filter.after });
  if (filter.touchpoint !== undefined)
    query.andWhere('s.touchpoint = ANY(:touchpoint)', { touchpoint: filter.touchpoint });
  return query.getMany();
}
