import type { BusinessCalendar, CalendarVersion } from './business-calendar.ts';
import { exceptionOn, holidayOn } from './day-hours.ts';
import { offsetAt, oneDay, openPeriods } from './open-periods.ts';

/** A stretch of time in which a calendar is open, or closed for one reason. */
export interface CalendarStretch {
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
  /** `outside_hours`, `holiday` or `exception` of a closed one. */
  readonly why: 'open_hours' | 'outside_hours' | 'holiday' | 'exception';
  /** The holiday, or the reason of the exception. */
  readonly name?: string;
}

/** The time between two moments, split where the calendar opens or closes and where the reason changes. */
export function openAndClosed(calendar: BusinessCalendar, from: number, to: number): CalendarStretch[] {
  const stretches: CalendarStretch[] = [];
  let at = from;
  for (let utcDay = Math.floor(from / oneDay); utcDay * oneDay < to; utcDay += 1)
    for (const period of openPeriods(calendar, utcDay).periods) {
      const [begin, end] = [Math.max(from, period.from), Math.min(to, period.to)];
      if (begin >= end) continue;
      if (begin > at) stretches.push(...closed(calendar, at, begin));
      stretches.push({ from: begin, to: end, open: true, why: 'open_hours' });
      at = end;
    }
  if (at < to) stretches.push(...closed(calendar, at, to));
  return joined(stretches);
}

/** Split at midnight in the calendar's zone: every day may be closed for its own reason. */
function closed(calendar: BusinessCalendar, from: number, to: number): CalendarStretch[] {
  const parts: CalendarStretch[] = [];
  for (let at = from; at < to; ) {
    const version = versionAt(calendar, at);
    const offset = offsetAt(version.zone, at);
    const day = Math.floor((at + offset) / oneDay);
    const midnight = (day + 1) * oneDay - offset;
    const end = Math.min(to, midnight > at ? midnight : at + oneDay);
    parts.push({ from: at, to: end, open: false, ...reasonOf(version, day) });
    at = end;
  }
  return parts;
}

function reasonOf(version: CalendarVersion, day: number): Pick<CalendarStretch, 'why' | 'name'> {
  const exception = exceptionOn(version, day);
  if (exception) return { why: 'exception', ...(exception.reason !== undefined && { name: exception.reason }) };
  const holiday = holidayOn(version, day);
  return holiday === null ? { why: 'outside_hours' } : { why: 'holiday', name: holiday };
}

const versionAt = ({ versions }: BusinessCalendar, at: number): CalendarVersion =>
  versions.findLast(({ effectiveFrom }) => effectiveFrom.getTime() <= at) ?? (versions[0] as CalendarVersion);

/** Adjacent closings with the same reason are merged. */
function joined(stretches: readonly CalendarStretch[]): CalendarStretch[] {
  const whole: CalendarStretch[] = [];
  for (const stretch of stretches) {
    const last = whole.at(-1);
    if (last && last.open === stretch.open && last.why === stretch.why && last.name === stretch.name)
      whole[whole.length - 1] = { ...last, to: stretch.to };
    else whole.push(stretch);
  }
  return whole;
}
