import { NotFound } from '@harken/errors';
import type { DataSource, EntityManager } from 'typeorm';
import type { Person } from './person.ts';

type PeopleReader = DataSource | EntityManager;

const columns = `id, name, subjects, roles, teams, email, language, zone, deputy, away_until AS "awayUntil", version`;

export async function findPerson(db: PeopleReader, id: string): Promise<Person | undefined> {
  const [person] = (await db.query(`SELECT ${columns} FROM people WHERE id = $1`, [id])) as Person[];
  return person;
}

export async function getPerson(db: PeopleReader, id: string): Promise<Person> {
  const person = await findPerson(db, id);
  if (!person) throw new NotFound('person', id);
  return person;
}

export async function personIds(db: PeopleReader): Promise<Set<string>> {
  const found = (await db.query('SELECT id FROM people')) as { id: string }[];
  return new Set(found.map(({ id }) => id));
}

export interface PeopleFilter {
  readonly team?: readonly string[] | undefined;
  readonly role?: readonly string[] | undefined;
}

/** By id. */
export function listPeople(
  db: PeopleReader,
  { team, role }: PeopleFilter,
  after: string | undefined,
  limit: number,
): Promise<Person[]> {
  return db.query(
    `SELECT ${columns} FROM people
      WHERE id > $1 AND ($2::text[] IS NULL OR teams && $2) AND ($3::text[] IS NULL OR roles && $3)
      ORDER BY id LIMIT $4`,
    [after ?? '', team ?? null, role ?? null, limit],
  );
}

const asTime = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** SQL: the members of a team (a jsonb column) with the names and absences of those who are people of the list. */
export const membersAsPeople = (members: string): string => `(
  SELECT coalesce(jsonb_agg(CASE WHEN p.id IS NULL THEN m.member ELSE m.member - 'awayUntil' ||
           jsonb_strip_nulls(jsonb_build_object('name', p.name, 'awayUntil', ${asTime('p.away_until')})) END
           ORDER BY m.nth), '[]')
    FROM jsonb_array_elements(${members}) WITH ORDINALITY AS m (member, nth)
    LEFT JOIN people p ON p.id = m.member ->> 'id')`;
