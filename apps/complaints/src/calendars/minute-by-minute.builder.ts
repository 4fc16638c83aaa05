import { DateTime } from 'luxon';
import { type BusinessCalendar, type CalendarVersion, type Interval, weekdays } from './business-calendar.ts';
import { publicHolidaysOf } from './public-holidays.ts';

const day = 86_400_000;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const covers = (intervals: readonly Interval[] | undefined, at: number): boolean =>
  (intervals ?? []).some(({ from, to }) => {
    const end = minuteOf(to) < minuteOf(from) ? minuteOf(to) + 1440 : minuteOf(to);
    return minuteOf(from) <= at && at < end;
  });

const versionAt = ({ versions }: BusinessCalendar, at: number): CalendarVersion =>
  versions.findLast(({ effectiveFrom }) => effectiveFrom.getTime() <= at) ?? (versions[0] as CalendarVersion);

interface Wall {
  readonly date: string;
  readonly dayBefore: string;
  readonly weekday: (typeof weekdays)[number];
  readonly weekdayBefore: (typeof weekdays)[number];
  readonly minute: number;
}

const walls = new Map<string, Wall>();

/** What the clock on the wall and the calendar beside it show. */
export function wallAt(zone: string, at: number): Wall {
  const key = `${zone} ${at}`;
  let wall = walls.get(key);
  if (!wall) {
    const now = DateTime.fromMillis(at, { zone });
    const before = now.startOf('day').minus({ days: 1 });
    wall = {
      date: now.toISODate() as string,
      dayBefore: before.toISODate() as string,
      weekday: weekdays[now.weekday - 1] as Wall['weekday'],
      weekdayBefore: weekdays[before.weekday - 1] as Wall['weekday'],
      minute: now.hour * 60 + now.minute,
    };
    walls.set(key, wall);
  }
  return wall;
}

const exceptionOf = (version: CalendarVersion, on: string) =>
  version.exceptions.find((exception) => exception.date === on);

export function usual(version: CalendarVersion, on: string, weekday: Wall['weekday']): readonly Interval[] {
  const hours = exceptionOf(version, on)?.hours;
  if (hours) return hours;
  if (version.holidays.some((holiday) => holiday.date === on)) return [];
  const place = version.publicHolidays;
  if (place && publicHolidaysOf(place, Number(on.slice(0, 4))).has(Date.parse(`${on}T00:00Z`) / day)) return [];
  return version.week[weekday] ?? [];
}

/** Minute by minute, with no arithmetic at all. */
export function isOpen(calendar: BusinessCalendar, at: number): boolean {
  const version = versionAt(calendar, at);
  const wall = wallAt(version.zone, at);
  const [today, before] = [exceptionOf(version, wall.date), exceptionOf(version, wall.dayBefore)];
  const shows = (ofToday: readonly Interval[] | undefined, ofDayBefore: readonly Interval[] | undefined) =>
    covers(ofToday, wall.minute) || covers(ofDayBefore, wall.minute + 1440);
  if (shows(today?.extra, before?.extra)) return true;
  if (shows(today?.closed, before?.closed)) return false;
  return shows(usual(version, wall.date, wall.weekday), usual(version, wall.dayBefore, wall.weekdayBefore));
}
