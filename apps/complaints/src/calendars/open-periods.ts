import { IANAZone } from 'luxon';
import type { BusinessCalendar, CalendarVersion } from './business-calendar.ts';
import { minutesOfDay, shiftsOf } from './day-hours.ts';

export const oneDay = 86_400_000;
const oneMinute = 60_000;

/** Open from one moment to another, in ms since 1970. `day` is the day on which the shift began. */
export interface OpenPeriod {
  readonly from: number;
  readonly to: number;
  readonly day: number;
  /** The zone's offset from UTC during the period, in ms. */
  readonly offset: number;
}

export interface OpenPeriods {
  readonly periods: readonly OpenPeriod[];
  /** Their total length in ms. */
  readonly total: number;
}

const cache = new WeakMap<BusinessCalendar, Map<number, OpenPeriods>>();

/**
 * The open periods within a UTC day (number since 1970), sorted and without overlap; exact also on days when the clocks
 * change.
 */
export function openPeriods(calendar: BusinessCalendar, utcDay: number): OpenPeriods {
  let days = cache.get(calendar);
  if (!days) {
    days = new Map();
    cache.set(calendar, days);
  }
  let found = days.get(utcDay);
  if (!found) {
    const periods = periodsWithin(calendar, utcDay * oneDay, (utcDay + 1) * oneDay);
    found = { periods, total: periods.reduce((sum, { from, to }) => sum + to - from, 0) };
    days.set(utcDay, found);
  }
  return found;
}

const maxDaysAhead = 366;

/** When the calendar opens next after the moment, within a year. A period that crosses midnight UTC begins anew there. */
export function nextOpening(calendar: BusinessCalendar, after: Date): Date | null {
  const today = Math.floor(after.getTime() / oneDay);
  for (let utcDay = today; utcDay <= today + maxDaysAhead; utcDay += 1)
    for (const { from } of openPeriods(calendar, utcDay).periods) if (from > after.getTime()) return new Date(from);
  return null;
}

function periodsWithin({ versions }: BusinessCalendar, from: number, to: number): OpenPeriod[] {
  return versions.flatMap((version, index) => {
    const since = index === 0 ? from : Math.max(from, version.effectiveFrom.getTime());
    const until = Math.min(to, versions[index + 1]?.effectiveFrom.getTime() ?? to);
    return since < until ? stretches(version.zone, since, until).flatMap((stretch) => periodsOf(version, stretch)) : [];
  });
}

interface OffsetStretch {
  readonly from: number;
  readonly to: number;
  /** The zone's offset from UTC, in ms. */
  readonly offset: number;
}

/** The time between two moments, split where the offset changes. */
function stretches(zone: string, from: number, to: number): OffsetStretch[] {
  const [offset, after] = [offsetAt(zone, from), offsetAt(zone, to - 1)];
  if (offset === after) return [{ from, to, offset }];
  const change = changeBetween(zone, from, to - 1, offset);
  return [
    { from, to: change, offset },
    { from: change, to, offset: after },
  ];
}

function changeBetween(zone: string, from: number, to: number, offset: number): number {
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(zone, middle) === offset) before = middle;
    else after = middle;
  }
  return after;
}

export const offsetAt = (zone: string, moment: number): number => IANAZone.create(zone).offset(moment) * oneMinute;

/** A moment is open when its local time lies within a shift. */
function periodsOf(version: CalendarVersion, { from, to, offset }: OffsetStretch): OpenPeriod[] {
  const periods: OpenPeriod[] = [];
  const [first, last] = [Math.floor((from + offset) / oneDay) - 1, Math.floor((to - 1 + offset) / oneDay)];
  for (let day = first; day <= last; day += 1)
    for (const shift of shiftsOf(version, day)) {
      const midnight = day * minutesOfDay * oneMinute - offset;
      const start = Math.max(from, midnight + shift.from * oneMinute);
      const end = Math.min(to, midnight + shift.to * oneMinute);
      if (start < end) periods.push({ from: start, to: end, day, offset });
    }
  // A night shift may end between the hours that an exception opens on the next day.
  return periods.sort((a, b) => a.from - b.from);
}
