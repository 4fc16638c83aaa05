import { type FieldError, Invalid } from '@harken/errors';
import { IANAZone } from 'luxon';
import {
  type CalendarException,
  type Interval,
  type PublicHolidays,
  type WorkingHours,
  weekdays,
} from './business-calendar.ts';
import { dateOf, dayNumber, type MinuteSpan, minutesOfDay, shiftsOf, spanOf } from './day-hours.ts';
import { unknownPart } from './public-holidays.ts';

const [firstYear, lastYear] = [1970, 2199];
const longestException = 366;

/** Throws with every fault of the hours. */
export function assertValidCalendar(hours: WorkingHours, effectiveFrom: Date): void {
  const inDays = [...weekFaults(hours), ...holidayFaults(hours), ...exceptionFaults(hours)];
  const faults = [...zoneFaults(hours), ...dateFaults(effectiveFrom), ...inDays];
  // Faulty hours cannot be counted with, so the next check would fail.
  if (inDays.length === 0 && isReasonable(effectiveFrom) && !opensAgain(hours, effectiveFrom))
    faults.push(fault('/week', 'no-open-time', 'It never opens: no clock that runs in it would ever be due.'));
  if (faults.length > 0) throw new Invalid('calendar.invalid', 'Nobody can work by this calendar.', faults);
}

const zoneName = /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/;

const zoneFaults = ({ zone }: WorkingHours): FieldError[] =>
  zoneName.test(zone) && IANAZone.isValidZone(zone)
    ? []
    : [fault('/zone', 'unknown-zone', 'No time zone of the IANA has this name (Europe/Berlin, Asia/Hong_Kong).')];

const isReasonable = (moment: Date): boolean =>
  moment.getUTCFullYear() >= firstYear && moment.getUTCFullYear() <= lastYear;

const dateFaults = (effectiveFrom: Date): FieldError[] =>
  isReasonable(effectiveFrom) ? [] : [unknownDate('/effectiveFrom', `Not a time from ${firstYear} to ${lastYear}.`)];

function weekFaults({ week }: WorkingHours): FieldError[] {
  return weekdays.flatMap((weekday, index) => {
    const at = `/week/${weekday}`;
    const dayBefore = weekdays[(index + 6) % 7] as (typeof weekdays)[number];
    const runsOn = (week[dayBefore] ?? [])
      .map(spanOf)
      .filter(({ to }) => to > minutesOfDay)
      .map(({ to }) => ({ from: 0, to: to - minutesOfDay }));
    return intervalFaults(at, week[weekday] ?? [], runsOn);
  });
}

function intervalFaults(at: string, intervals: readonly Interval[], taken: readonly MinuteSpan[] = []): FieldError[] {
  const before = [...taken];
  return intervals.flatMap((interval, index) => {
    const pointer = `${at}/${index}`;
    const span = spanOf(interval);
    if (span.from === span.to)
      return [fault(pointer, 'empty-interval', 'It ends when it begins; a whole day is 00:00 to 24:00.')];
    const overlaps = before.some((other) => span.from < other.to && other.from < span.to);
    before.push(span);
    const detail = 'It overlaps with another, or with a shift of the day before.';
    return overlaps ? [fault(pointer, 'overlapping-intervals', detail)] : [];
  });
}

function holidayFaults({ holidays, publicHolidays }: WorkingHours): FieldError[] {
  const faults = holidays.flatMap(({ date }, index) => {
    const at = `/holidays/${index}/date`;
    // Every fourth year has a 29th of February.
    if (!isDate(date.length === 5 ? `2024-${date}` : date)) return [unknownDate(at, `There is no ${date}.`)];
    const repeated = holidays.findIndex((other) => other.date === date) < index;
    return repeated ? [fault(at, 'repeated-holiday', `${date} is there twice.`)] : [];
  });
  return publicHolidays ? [...faults, ...placeFaults(publicHolidays)] : faults;
}

function placeFaults(place: PublicHolidays): FieldError[] {
  const detail = 'No place of this name has a list of holidays.';
  switch (unknownPart(place)) {
    case 'country':
      return [fault('/publicHolidays/country', 'unknown-country', detail)];
    case 'state':
      return [fault('/publicHolidays/state', 'unknown-state', detail)];
    case 'region':
      return [fault('/publicHolidays/region', 'unknown-region', detail)];
    case null:
      return [];
  }
}

function exceptionFaults({ exceptions }: WorkingHours): FieldError[] {
  const taken = new Set<number>();
  return exceptions.flatMap((exception, index) => {
    const at = `/exceptions/${index}`;
    const faults = [
      ...daysOf(exception, at, taken),
      ...(['hours', 'extra', 'closed'] as const).flatMap((part) =>
        intervalFaults(`${at}/${part}`, exception[part] ?? []),
      ),
    ];
    if (!exception.hours && !exception.extra && !exception.closed)
      faults.push(fault(at, 'empty-exception', 'It needs hours, extra or closed.'));
    return faults;
  });
}

function daysOf({ date, until = date }: CalendarException, at: string, taken: Set<number>): FieldError[] {
  const wrong = [
    ...(isDate(date) ? [] : [unknownDate(`${at}/date`, `There is no ${date}.`)]),
    ...(isDate(until) ? [] : [unknownDate(`${at}/until`, `There is no ${until}.`)]),
  ];
  if (wrong.length > 0) return wrong;
  const [first, last] = [dayNumber(date), dayNumber(until)];
  if (last < first || last - first >= longestException)
    return [fault(`${at}/until`, 'wrong-range', `From the first day on, ${longestException} days at most.`)];
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const twice = days.some((day) => taken.has(day));
  for (const day of days) taken.add(day);
  return twice ? [fault(at, 'overlapping-exceptions', 'Another exception has one of its days.')] : [];
}

/** Whether a shift begins in the two years after the last day that the calendar names. */
function opensAgain(hours: WorkingHours, effectiveFrom: Date): boolean {
  const version = { ...hours, version: 0, effectiveFrom };
  const named = [
    effectiveFrom.toISOString().slice(0, 10),
    ...hours.holidays.map(({ date }) => date).filter((date) => date.length > 5),
    ...hours.exceptions.map(({ date, until = date }) => until),
  ];
  const last = Math.max(...named.map(dayNumber));
  for (let day = last + 1; day <= last + 731; day += 1) if (shiftsOf(version, day).length > 0) return true;
  return false;
}

const isDate = (date: string): boolean => {
  const day = dayNumber(date);
  return Number.isFinite(day) && dateOf(day) === date && isReasonable(new Date(date));
};

const unknownDate = (pointer: string, detail: string): FieldError => fault(pointer, 'unknown-date', detail);
const fault = (pointer: string, code: string, detail: string): FieldError => ({
  pointer,
  code: `calendar.${code}`,
  detail,
});
