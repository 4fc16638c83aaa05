import type { DataSource, EntityManager } from 'typeorm';
import type { KnownPerson, PeopleById } from './person.ts';

/** `people` is null when nothing has changed since they were read last. */
export interface PeopleRow {
  readonly revision: number;
  readonly people: readonly (Omit<KnownPerson, 'awayUntil'> & { readonly awayUntil: string | null })[] | null;
}

interface ReadPeople {
  readonly revision: number;
  readonly people: PeopleById;
}

const lastRead = new WeakMap<DataSource, ReadPeople>();

/** All people for a statement that reads several things at once; left out if they were read before. */
export const knownPeople = {
  select: (known: string): string => `
    SELECT last.revision, CASE WHEN last.revision = ${known} THEN NULL ELSE (
             SELECT coalesce(json_agg(json_build_object(
               'id', p.id, 'name', p.name, 'deputy', p.deputy, 'awayUntil', p.away_until)), '[]') FROM people p) END AS people
      FROM (SELECT coalesce(max(revision), 0) AS revision FROM people) last`,

  knownRevision: (tx: EntityManager): number => lastRead.get(tx.dataSource)?.revision ?? -1,

  fromRow({ revision, people }: PeopleRow, tx: EntityManager): PeopleById {
    const known = lastRead.get(tx.dataSource);
    if (people === null && known) return known.people;
    const read = (people ?? []).map(({ awayUntil, ...one }): [string, KnownPerson] => [
      one.id,
      { ...one, awayUntil: awayUntil === null ? null : new Date(awayUntil) },
    ]);
    const all = new Map(read);
    lastRead.set(tx.dataSource, { revision, people: all });
    return all;
  },
};
