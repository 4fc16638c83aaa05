import type { BusinessCalendar } from './business-calendar.ts';
import { millisecondsOf, partsOf } from './duration.ts';
import { afterOpenDays, afterOpenTime, openTimeBetween } from './open-time.ts';

/** How the time of a clock counts. `wall`: every hour of every day. */
export type Calendar = { readonly kind: 'wall' } | BusinessCalendar;

/** By their ids. */
export type CalendarsById = ReadonlyMap<string, Calendar>;

export const roundTheClock: Calendar = { kind: 'wall' };

/** Its public id: a calendar that is always there, always open. */
export const roundTheClockId = '24x7';

/**
 * When `duration` (ISO 8601) is used up, counted from `start` in the calendar's time. In a business calendar hours and
 * minutes are open time and a day is a day of the calendar (see `afterOpenDays`); days are counted first.
 */
export function dueAt(start: Date, duration: string, calendar: Calendar): Date {
  if (calendar.kind === 'wall') return new Date(start.getTime() + millisecondsOf(duration));
  const { weeks, days, milliseconds } = partsOf(duration);
  const begin = start.getTime();
  const reached = weeks + days > 0 ? afterOpenDays(calendar, begin, weeks, days) : begin;
  return new Date(afterOpenTime(calendar, reached, milliseconds));
}

/** The calendar's time between two moments, in ms; negative when `to` is the earlier one. */
export function elapsed(from: Date, to: Date, calendar: Calendar): number {
  if (calendar.kind === 'wall') return to.getTime() - from.getTime();
  return openTimeBetween(calendar, from.getTime(), to.getTime());
}

/** When `length` ms of the calendar's time have passed since `start`. */
export function addOpenTime(start: Date, length: number, calendar: Calendar): Date {
  if (calendar.kind === 'wall') return new Date(start.getTime() + length);
  return new Date(afterOpenTime(calendar, start.getTime(), length));
}

/** The moment at which `share` (0..1) of the way from `start` to `due` has passed, in the calendar's time. */
export const pointAtShare = (start: Date, due: Date, share: number, calendar: Calendar): Date =>
  addOpenTime(start, Math.round(elapsed(start, due, calendar) * share), calendar);
