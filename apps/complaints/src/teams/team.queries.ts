import { NotFound } from '@harken/errors';
import type { DataSource, EntityManager } from 'typeorm';
import { calendarsOf } from '../calendars/calendar.queries.ts';
import { membersAsPeople } from '../people/person.queries.ts';
import type { Member, Presence, Team } from './team.ts';

type Reader = DataSource | EntityManager;

export const teamColumns = `id, name, ${membersAsPeople('members')} AS members, assignment, calendar, department, version`;

export async function listTeams(db: Reader, after: string | undefined, limit: number): Promise<Team[]> {
  return db.query(`SELECT ${teamColumns} FROM teams WHERE id > $1 ORDER BY id LIMIT $2`, [after ?? '', limit]);
}

export async function findTeam(db: Reader, id: string): Promise<Team | null> {
  const [team] = (await db.query(`SELECT ${teamColumns} FROM teams WHERE id = $1`, [id])) as Team[];
  return team ?? null;
}

export async function getTeam(db: Reader, id: string): Promise<Team> {
  const team = await findTeam(db, id);
  if (!team) throw new NotFound('team', id);
  return team;
}

export async function teamIds(db: Reader): Promise<Set<string>> {
  const found = (await db.query('SELECT id FROM teams')) as { id: string }[];
  return new Set(found.map(({ id }) => id));
}

const none: Presence['calendars'] = new Map();

/** Calendars are read only if a member works by one. */
export const calendarsOfMembers = async (
  members: readonly Member[],
  tx: EntityManager,
): Promise<Presence['calendars']> => (members.some(({ calendar }) => calendar !== undefined) ? calendarsOf(tx) : none);
