import { NotFound } from '@harken/errors';
import type { DataSource, EntityManager } from 'typeorm';
import { businessCalendar, type CalendarVersion, type WorkingHours } from './business-calendar.ts';
import { type Calendar, roundTheClock, roundTheClockId } from './due-at.ts';
import { loadPublicHolidays } from './public-holidays.ts';

type CalendarReader = DataSource | EntityManager;

export interface PublishedCalendar extends CalendarVersion {
  readonly id: string;
  readonly publishedAt: Date;
  readonly publishedBy: string;
}

/** All calendars, by id. */
export interface CalendarSet {
  readonly revision: number;
  readonly byId: ReadonlyMap<string, Calendar>;
}

/** `versions` is null if the revision is the one read last. */
export interface CalendarsRow {
  readonly revision: number;
  readonly versions: readonly { id: string; version: number; effectiveFrom: string; hours: WorkingHours }[] | null;
}

// Versions never change, so the cached ones are correct, and so are the days counted in them.
const lastRead = new WeakMap<DataSource, CalendarSet>();

export const calendarsRevisionRead = (tx: EntityManager): number => lastRead.get(tx.dataSource)?.revision ?? 0;

export const selectCalendars = (known: string): string => `
  SELECT last.revision, CASE WHEN last.revision = ${known} THEN NULL ELSE (
           SELECT json_agg(json_build_object(
             'id', v.calendar_id, 'version', v.version, 'effectiveFrom', v.effective_from, 'hours', v.hours))
             FROM calendar_versions v) END AS versions
    FROM (SELECT coalesce(max(revision), 0) AS revision FROM calendar_versions) last`;

export async function calendarsFrom(row: CalendarsRow | null | undefined, tx: EntityManager): Promise<CalendarSet> {
  const known = lastRead.get(tx.dataSource);
  if (known && row?.versions === null && row.revision === known.revision) return known;
  const versions = row?.versions ?? [];
  if (versions.some(({ hours }) => hours.publicHolidays)) await loadPublicHolidays();
  const calendars = Map.groupBy(versions, ({ id }) => id);
  const byId = new Map<string, Calendar>(
    [...calendars].map(([id, own]) => [
      id,
      id === roundTheClockId ? roundTheClock : businessCalendar(id, own.map(versionOf)),
    ]),
  );
  const read = { revision: row?.revision ?? 0, byId };
  lastRead.set(tx.dataSource, read);
  return read;
}

const versionOf = ({ version, effectiveFrom, hours }: NonNullable<CalendarsRow['versions']>[number]) => ({
  ...hours,
  version,
  effectiveFrom: new Date(effectiveFrom),
});

/** The current calendars, each with its versions. */
export async function calendarsOf(tx: EntityManager): Promise<CalendarSet> {
  const [row] = (await tx.query(selectCalendars('$1'), [calendarsRevisionRead(tx)])) as CalendarsRow[];
  return calendarsFrom(row, tx);
}

export async function getBusinessTime(tx: EntityManager, id: string): Promise<Calendar> {
  const calendar = (await calendarsOf(tx)).byId.get(id);
  if (!calendar) throw new NotFound('calendar', id);
  return calendar;
}

const columns = `calendar_id AS id, version, effective_from AS "effectiveFrom", hours,
                 published_at AS "publishedAt", published_by AS "publishedBy"`;

type CalendarRow = Omit<PublishedCalendar, keyof WorkingHours> & { readonly hours: WorkingHours };

const published = ({ hours, ...row }: CalendarRow): PublishedCalendar => ({ ...hours, ...row });

/** The latest published version of each calendar. */
export async function listCalendars(db: CalendarReader, after: string, limit: number): Promise<PublishedCalendar[]> {
  const rows: CalendarRow[] = await db.query(
    `SELECT DISTINCT ON (calendar_id) ${columns} FROM calendar_versions WHERE calendar_id > $1
      ORDER BY calendar_id, version DESC LIMIT $2`,
    [after, limit],
  );
  return rows.map(published);
}

/** Newest first. */
export async function listVersions(
  db: CalendarReader,
  id: string,
  before: number,
  limit: number,
): Promise<PublishedCalendar[]> {
  const rows: CalendarRow[] = await db.query(
    `SELECT ${columns} FROM calendar_versions WHERE calendar_id = $1 AND version < $2 ORDER BY version DESC LIMIT $3`,
    [id, before, limit],
  );
  return rows.map(published);
}

export async function getCalendar(db: CalendarReader, id: string): Promise<PublishedCalendar> {
  const [latest] = await listVersions(db, id, 2 ** 31 - 1, 1);
  if (!latest) throw new NotFound('calendar', id);
  return latest;
}
