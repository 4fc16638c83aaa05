import type { BusinessCalendar } from './business-calendar.ts';
import { type OpenPeriod, oneDay, openPeriods } from './open-periods.ts';

// A target of many hours in a calendar with few open minutes would exceed the range of dates.
const maxReachMs = 36_525 * oneDay;

/** Open time between two moments, in ms; negative when `to` is the earlier one. */
export function openTimeBetween(calendar: BusinessCalendar, from: number, to: number): number {
  if (to < from) return 0 - openTimeBetween(calendar, to, from);
  let open = 0;
  for (let utcDay = Math.floor(from / oneDay); utcDay * oneDay < to; utcDay += 1) {
    const { periods, total } = openPeriods(calendar, utcDay);
    if (utcDay * oneDay >= from && (utcDay + 1) * oneDay <= to) open += total;
    else for (const period of periods) open += Math.max(0, Math.min(to, period.to) - Math.max(from, period.from));
  }
  return open;
}

/** The open periods between two moments, in order. */
export function openBetween(calendar: BusinessCalendar, from: Date, to: Date): { from: Date; to: Date }[] {
  const periods: { from: Date; to: Date }[] = [];
  for (const period of periodsFrom(calendar, from.getTime())) {
    if (period.from >= to.getTime()) break;
    const start = new Date(Math.max(period.from, from.getTime()));
    const end = new Date(Math.min(period.to, to.getTime()));
    const last = periods.at(-1);
    if (last?.to.getTime() === start.getTime()) last.to = end;
    else if (start < end) periods.push({ from: start, to: end });
  }
  return periods;
}

/**
 * The earliest moment at which `length` ms of open time have passed since `start`: the end of a shift, not the
 * beginning of the next one. With no length: `start` itself, or the next opening. A hundred years on at most.
 */
export function afterOpenTime(calendar: BusinessCalendar, start: number, length: number): number {
  let left = length;
  for (const period of periodsFrom(calendar, start)) {
    const from = Math.max(start, period.from);
    if (left <= period.to - from) return from + left;
    left -= period.to - from;
  }
  return start + maxReachMs;
}

/**
 * The same local time, `days` open days later. A day is open when a shift begins on it; a start outside of working time
 * counts as the next opening. If that time is closed on the day, the result is the closing before it, or the first
 * opening. Whole weeks go by the calendar: the same weekday, or the next open day.
 */
export function afterOpenDays(calendar: BusinessCalendar, start: number, weeks: number, days: number): number {
  const begin = findStart(calendar, start);
  if (!begin) return start + maxReachMs;
  const { moment, period } = begin;
  const shifts = shiftsOfOpenDay(calendar, period, weeks, days);
  const [first] = shifts;
  if (!first) return start + maxReachMs;
  return timeWithinShifts(shifts, first.day * oneDay + wallTime(period, moment) - period.day * oneDay);
}

interface OpenStart {
  readonly moment: number;
  readonly period: OpenPeriod;
}

function findStart(calendar: BusinessCalendar, start: number): OpenStart | null {
  let closing: OpenPeriod | null = null;
  for (const period of periodsFrom(calendar, start)) {
    // Where one shift ends and the next begins, the moment belongs to the next.
    if (closing && period.from > start) return { moment: start, period: closing };
    if (period.to > start) return { moment: Math.max(start, period.from), period };
    closing = period;
  }
  return null;
}

function shiftsOfOpenDay(calendar: BusinessCalendar, begin: OpenPeriod, weeks: number, days: number): OpenPeriod[] {
  const shifts: OpenPeriod[] = [];
  const notBefore = begin.day + weeks * 7;
  let left = days;
  let day = Number.NEGATIVE_INFINITY;
  for (const period of periodsFrom(calendar, begin.from)) {
    if (period.day <= day) {
      if (shifts.length > 0) shifts.push(period);
      continue;
    }
    if (shifts.length > 0) break;
    day = period.day;
    if (day < notBefore) continue;
    if (left === 0) shifts.push(period);
    else left -= 1;
  }
  return shifts;
}

/** When the local time is `time` within the shifts; else the closing before it, or their opening. */
function timeWithinShifts(shifts: readonly OpenPeriod[], time: number): number {
  let closing: number | null = null;
  for (const shift of shifts) {
    const [from, to] = [wallTime(shift, shift.from), wallTime(shift, shift.from) + shift.to - shift.from];
    if (from <= time && time <= to) return shift.from + time - from;
    if (to < time) closing = shift.to;
  }
  return closing ?? (shifts[0] as OpenPeriod).from;
}

const wallTime = ({ offset }: OpenPeriod, moment: number): number => moment + offset;

/** The open periods from a moment on, including a shift that ends at it. */
function* periodsFrom(calendar: BusinessCalendar, start: number): Generator<OpenPeriod> {
  for (let utcDay = Math.floor((start - 1) / oneDay); utcDay * oneDay < start + maxReachMs; utcDay += 1)
    for (const period of openPeriods(calendar, utcDay).periods) if (period.to >= start) yield period;
}
