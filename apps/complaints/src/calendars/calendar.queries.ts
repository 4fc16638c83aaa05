import { NotFound } from '@harken/errors';
import type { Collected } from '@harken/service';
import type { EntityManager } from 'typeorm';
import { businessCalendar, type WorkingHours } from './business-calendar.ts';
import { businessCalendars } from './business-calendars.document.ts';
import { type Calendar, type CalendarsById, roundTheClock, roundTheClockId } from './due-at.ts';
import { loadPublicHolidays } from './public-holidays.ts';

// The days that were counted in them stay counted until another calendar is published.
const compiled = new WeakMap<Collected<WorkingHours>, CalendarsById>();

export async function compiledCalendars(published: Collected<WorkingHours>): Promise<CalendarsById> {
  const known = compiled.get(published);
  if (known) return known;
  const { versions } = published;
  if (versions.some(({ content }) => content.publicHolidays)) await loadPublicHolidays();
  const byId = new Map<string, Calendar>();
  for (const [id, own] of Map.groupBy(versions, (one) => one.id))
    byId.set(
      id,
      id === roundTheClockId
        ? roundTheClock
        : businessCalendar(
            id,
            own.map(({ content, version, effectiveFrom }) => ({ ...content, version, effectiveFrom })),
          ),
    );
  compiled.set(published, byId);
  return byId;
}

/** The current calendars, each with its versions. */
export const calendarsOf = async (tx: EntityManager): Promise<CalendarsById> =>
  compiledCalendars(await businessCalendars.all(tx));

export async function getBusinessTime(tx: EntityManager, id: string): Promise<Calendar> {
  const calendar = (await calendarsOf(tx)).get(id);
  if (!calendar) throw new NotFound('calendar', id);
  return calendar;
}
