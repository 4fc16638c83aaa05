import { managerOf, type Reader } from '@harken/database';
import type { EntityManager } from 'typeorm';
import type { PublishedTouchpoint } from './flatten-journey.ts';
import { TouchpointTable } from './journey.table.ts';

export interface TouchpointFilter {
  readonly journey?: readonly string[] | undefined;
  readonly stage?: readonly string[] | undefined;
  readonly team?: readonly string[] | undefined;
  readonly under?: readonly string[] | undefined;
}

export const findTouchpoint = (reader: Reader, id: string): Promise<PublishedTouchpoint | null> =>
  managerOf(reader).findOneBy(TouchpointTable, { id });

/** The touchpoint under a shared lock: no new map removes it before the transaction ends. */
export async function lockTouchpointForRead(tx: EntityManager, id: string): Promise<PublishedTouchpoint | null> {
  await tx.query("SELECT pg_advisory_xact_lock_shared(hashtext('touchpoints.map'))");
  return tx.findOneBy(TouchpointTable, { id });
}

export const findTouchpoints = (reader: Reader, ids: readonly string[]): Promise<PublishedTouchpoint[]> =>
  managerOf(reader).createQueryBuilder(TouchpointTable, 't').where('t.id = ANY(:ids)', { ids }).getMany();

/** Touchpoints of the current maps by id. */
export function listTouchpoints(
  reader: Reader,
  filter: TouchpointFilter,
  after: string | null,
  limit: number,
): Promise<PublishedTouchpoint[]> {
  const query = managerOf(reader)
    .createQueryBuilder(TouchpointTable, 't')
    .orderBy('t.id')
    .limit(limit + 1);
  if (after !== null) query.andWhere('t.id > :after', { after });
  if (filter.journey !== undefined) query.andWhere('t.journeyId = ANY(:journey)', { journey: filter.journey });
  if (filter.stage !== undefined) query.andWhere('t.stage = ANY(:stage)', { stage: filter.stage });
  if (filter.team !== undefined) query.andWhere('t.team = ANY(:team)', { team: filter.team });
  if (filter.under !== undefined) query.andWhere('t.lineage && :under::text[]', { under: filter.under });
  return query.getMany();
}

/** SQL for the touchpoints in a parameter and those above them: a monitor at any of these is concerned. */
export const withAncestors = (parameter: string): string => `
  SELECT unnest(${parameter}::text[]) AS id
   UNION SELECT unnest(lineage) FROM touchpoints WHERE id = ANY(${parameter}::text[])`;
