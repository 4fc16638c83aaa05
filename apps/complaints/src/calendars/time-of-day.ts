import { type Weekday, weekdays } from './business-calendar.ts';

/**
 * From `from` until before `to` on the given days, in local time of the zone. `from` after `to` goes past midnight and
 * belongs to the day on which it began.
 */
export interface TimeOfDay {
  readonly zone: string;
  readonly from?: string;
  readonly to?: string;
  readonly weekdays?: readonly Weekday[];
}

const midnight = 24 * 60;

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Minutes after midnight of `09:30`; `24:00` is the end of the day. Undefined where it is no time. */
export function minutesOf(time: string): number | undefined {
  const [, hours = '', minutes = ''] = /^(\d{2}):(\d{2})$/.exec(time) ?? [];
  const found = Number(hours) * 60 + Number(minutes);
  return hours !== '' && Number(minutes) < 60 && found <= midnight ? found : undefined;
}

/** A check that is compiled once and called for many moments; it caches the last minute, because a batch has one. */
export function timeCheck({ zone, from = '00:00', to = '24:00', weekdays: days }: TimeOfDay): (at: Date) => boolean {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23' },
    ...{ weekday: 'long', hour: '2-digit', minute: '2-digit' },
  });
  const [start, end] = [minutesOf(from) ?? 0, minutesOf(to) ?? midnight];
  const wanted = new Set<string>(days ?? weekdays);
  const isOn = (day: number) => wanted.has(weekdays[day] ?? '');
  const check = (at: Date): boolean => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const minute = Number(parts.hour) * 60 + Number(parts.minute);
    const day = weekdays.indexOf((parts.weekday ?? '').toLowerCase() as Weekday);
    if (start < end) return isOn(day) && minute >= start && minute < end;
    return minute >= start ? isOn(day) : minute < end && isOn((day + 6) % 7);
  };
  let last: { readonly minute: number; readonly holds: boolean } | undefined;
  return (at) => {
    const minute = Math.floor(at.getTime() / 60_000);
    if (last?.minute !== minute) last = { minute, holds: check(at) };
    return last.holds;
  };
}
