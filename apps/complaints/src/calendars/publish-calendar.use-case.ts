import type { Tx } from '@harken/database';
import { RuleBroken, Stale } from '@harken/errors';
import { scheduleRecomputation } from '../recomputation/schedule-recomputation.use-case.ts';
import { assertValidCalendar } from './assert-valid-calendar.ts';
import type { WorkingHours } from './business-calendar.ts';
import { type PublishedCalendar } from './calendar.queries.ts';
import { calendarStore } from './calendar.store.ts';
import { roundTheClockId } from './due-at.ts';
import { loadPublicHolidays } from './public-holidays.ts';

export interface PublishCalendar {
  readonly id: string;
  readonly hours: WorkingHours;
  /** Now, unless it is given. */
  readonly effectiveFrom: Date | undefined;
  readonly expectedVersion: number | undefined;
  readonly actor: string;
}

/**
 * Publishes a new version of the calendar, valid from its date on, and schedules the recomputation of deadlines counted
 * in it.
 */
export async function publishCalendar(
  { id, hours, effectiveFrom, expectedVersion, actor }: PublishCalendar,
  tx: Tx,
): Promise<PublishedCalendar> {
  if (id === roundTheClockId)
    throw new RuleBroken('calendar.fixed', `${id} is always open and cannot be changed.`, { id });
  const known = await calendarStore.lock(tx, id);
  if (expectedVersion !== undefined && expectedVersion !== known)
    throw new Stale('calendar.stale', 'The calendar is not at that version.', { version: known || null });
  const from = effectiveFrom ?? (await calendarStore.now(tx));
  if (hours.publicHolidays) await loadPublicHolidays();
  assertValidCalendar(hours, from);
  const published = await calendarStore.add(tx, id, known + 1, from, hours, actor);
  if (known > 0) await scheduleRecomputation({ kind: 'calendar', id }, tx);
  return { ...hours, ...published, id, publishedBy: actor };
}
