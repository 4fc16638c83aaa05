import { FieldErrors } from '@harken/errors';
import { IANAZone } from 'luxon';
import { type CalendarException, type Interval, type WorkingHours, weekdays } from './business-calendar.ts';
import { dateOf, dayNumber, type MinuteSpan, minutesOfDay, shiftsOf, spanOf } from './day-hours.ts';
import { hasHoliday, unknownPart } from './public-holidays.ts';

const [firstYear, lastYear] = [1970, 2199];
const longestException = 366;

/** Throws with every fault of the hours. */
export function assertValidCalendar(hours: WorkingHours, effectiveFrom: Date): void {
  const errors = new FieldErrors();
  const zoned = zoneName.test(hours.zone) && IANAZone.isValidZone(hours.zone);
  const unknownZone = 'No time zone of the IANA has this name (Europe/Berlin, Asia/Hong_Kong).';
  errors.at('zone').addIf(!zoned, 'calendar.unknown-zone', unknownZone);
  const dated = isReasonable(effectiveFrom);
  const unknownDate = `Not a time from ${firstYear} to ${lastYear}.`;
  errors.at('effectiveFrom').addIf(!dated, 'calendar.unknown-date', unknownDate);
  const before = errors.all.length;
  checkWeek(hours, errors.at('week'));
  checkHolidays(hours, errors, effectiveFrom);
  checkExceptions(hours, errors.at('exceptions'));
  // Faulty hours cannot be counted with, so the next check would fail.
  if (errors.all.length === before && dated && !opensAgain(hours, effectiveFrom))
    errors.at('week').add('calendar.no-open-time', 'It never opens: no clock that runs in it would ever be due.');
  errors.throwIfAny('calendar.invalid', 'Nobody can work by this calendar.');
}

const zoneName = /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/;

const isReasonable = (moment: Date): boolean =>
  moment.getUTCFullYear() >= firstYear && moment.getUTCFullYear() <= lastYear;

function checkWeek({ week }: WorkingHours, errors: FieldErrors): void {
  for (const [index, weekday] of weekdays.entries()) {
    const dayBefore = weekdays[(index + 6) % 7] as (typeof weekdays)[number];
    const runsOn = (week[dayBefore] ?? [])
      .map(spanOf)
      .filter(({ to }) => to > minutesOfDay)
      .map(({ to }) => ({ from: 0, to: to - minutesOfDay }));
    checkIntervals(week[weekday] ?? [], errors.at(weekday), runsOn);
  }
}

function checkIntervals(intervals: readonly Interval[], errors: FieldErrors, taken: readonly MinuteSpan[] = []): void {
  const before = [...taken];
  for (const [index, interval] of intervals.entries()) {
    const at = errors.at(index);
    const span = spanOf(interval);
    if (span.from === span.to) {
      at.add('calendar.empty-interval', 'It ends when it begins; a whole day is 00:00 to 24:00.');
      continue;
    }
    const overlaps = before.some((other) => span.from < other.to && other.from < span.to);
    before.push(span);
    const detail = 'It overlaps with another, or with a shift of the day before.';
    at.addIf(overlaps, 'calendar.overlapping-intervals', detail);
  }
}

function checkHolidays({ holidays, publicHolidays }: WorkingHours, errors: FieldErrors, effectiveFrom: Date): void {
  for (const [index, { date }] of holidays.entries()) {
    const at = errors.at('holidays', index, 'date');
    // Every fourth year has a 29th of February.
    const exists = isDate(date.length === 5 ? `2024-${date}` : date);
    const repeated = holidays.findIndex((other) => other.date === date) < index;
    at.addIf(!exists, 'calendar.unknown-date', `There is no ${date}.`);
    at.addIf(exists && repeated, 'calendar.repeated-holiday', `${date} is there twice.`);
  }
  if (!publicHolidays) return;
  const part = unknownPart(publicHolidays);
  if (part) {
    errors.at('publicHolidays', part).add(`calendar.unknown-${part}`, 'No place of this name has a list of holidays.');
    return;
  }
  const first = isReasonable(effectiveFrom) ? effectiveFrom.getUTCFullYear() : firstYear;
  for (const [index, name] of (publicHolidays.except ?? []).entries()) {
    const unknown = !hasHoliday(publicHolidays, name, [first, first + 1, first + 2]);
    const detail = `The place has no holiday ${name}, by name or by rule.`;
    errors.at('publicHolidays', 'except', index).addIf(unknown, 'calendar.unknown-holiday', detail);
  }
}

function checkExceptions({ exceptions }: WorkingHours, errors: FieldErrors): void {
  const taken = new Set<number>();
  for (const [index, exception] of exceptions.entries()) {
    const at = errors.at(index);
    checkDays(exception, at, taken);
    for (const part of ['hours', 'extra', 'closed'] as const) checkIntervals(exception[part] ?? [], at.at(part));
    const empty = !exception.hours && !exception.extra && !exception.closed;
    at.addIf(empty, 'calendar.empty-exception', 'It needs hours, extra or closed.');
  }
}

function checkDays({ date, until = date }: CalendarException, errors: FieldErrors, taken: Set<number>): void {
  errors.at('date').addIf(!isDate(date), 'calendar.unknown-date', `There is no ${date}.`);
  errors.at('until').addIf(!isDate(until), 'calendar.unknown-date', `There is no ${until}.`);
  if (!isDate(date) || !isDate(until)) return;
  const [first, last] = [dayNumber(date), dayNumber(until)];
  if (last < first || last - first >= longestException) {
    const detail = `From the first day on, ${longestException} days at most.`;
    errors.at('until').add('calendar.wrong-range', detail);
    return;
  }
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const twice = days.some((day) => taken.has(day));
  for (const day of days) taken.add(day);
  errors.addIf(twice, 'calendar.overlapping-exceptions', 'Another exception has one of its days.');
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
