import { managerOf, type Reader } from '@harken/database';
import { NotFound } from '@harken/errors';
import { MoreThan } from 'typeorm';
import { SilenceTable } from './silence.table.ts';
import type { Silence, SilenceState } from './silence.ts';

export async function findSilence(reader: Reader, id: string): Promise<Silence> {
  const silence = await managerOf(reader).findOneBy(SilenceTable, { id });
  if (!silence) throw new NotFound('silence', id);
  return silence;
}

/** Those that have not ended, the oldest first. */
export const unexpiredSilences = (reader: Reader, now: Date): Promise<Silence[]> =>
  managerOf(reader).find(SilenceTable, { where: { until: MoreThan(now) }, order: { from: 'ASC', id: 'ASC' } });

const stateOf = `CASE WHEN s.until <= clock_timestamp() THEN 'expired'
                      WHEN s.from <= clock_timestamp() THEN 'active' ELSE 'pending' END`;

export function listSilences(
  reader: Reader,
  filter: {
    readonly state?: readonly SilenceState[] | undefined;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<Silence[]> {
  const query = managerOf(reader)
    .createQueryBuilder(SilenceTable, 's')
    .orderBy('s.id')
    .limit(filter.limit + 1);
  if (filter.after !== null) query.andWhere('s.id > :after', { after: filter.after });
  if (filter.state !== undefined) query.andWhere(`${stateOf} = ANY(:state)`, { state: filter.state });
  return query.getMany();
}
