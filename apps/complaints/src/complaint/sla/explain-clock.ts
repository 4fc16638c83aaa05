import type { Calendar } from '../../calendars/due-at.ts';
import { openAndClosed } from '../../calendars/open-and-closed.ts';
import { calendarOf } from '../../policies/response-policy/promise.ts';
import type { Ground } from '../../policies/response-policy/terms.ts';
import { type Clock, isRunning } from '../clock.ts';

export const countedWhy = ['around_the_clock', 'open_hours'] as const;
export const uncountedWhy = ['outside_hours', 'holiday', 'exception', 'pending_customer'] as const;

/** A stretch of a clock's time, and why it counts or does not. */
export interface Interval {
  readonly from: Date;
  readonly to: Date;
  readonly counted: boolean;
  readonly why: (typeof countedWhy)[number] | (typeof uncountedWhy)[number];
  /** The holiday or the reason of an exception; of a pause: `cap_reached` where it ended by itself. */
  readonly detail?: string;
  /** Behind now: what will be, if nothing changes. */
  readonly ahead: boolean;
}

export interface Explanation {
  readonly intervals: readonly Interval[];
  readonly truncated: boolean;
  readonly countedSeconds: number;
  readonly notCountedSeconds: number;
}

// A clock of many years would be thousands of mornings.
const most = 2_000;

/** From the start of a clock until it stopped, else until its deadline or now, whichever is later. */
export function explainClock(clock: Clock, { now, terms }: Ground): Explanation {
  const calendar = calendarOf(clock.calendar, terms.calendars);
  const end = isRunning(clock) ? later(clock.dueAt, now) : (clock.metAt ?? now);
  const intervals = stretchesOf(clock, end).flatMap((part) => cutAt(now, byCalendar(part, calendar)));
  const upToNow = intervals.filter(({ ahead }) => !ahead);
  const seconds = (counted: boolean) => sum(upToNow.filter((interval) => interval.counted === counted));
  return {
    intervals: intervals.slice(0, most),
    truncated: intervals.length > most,
    countedSeconds: seconds(true),
    notCountedSeconds: seconds(false),
  };
}

interface Part {
  readonly from: Date;
  readonly to: Date;
  readonly paused?: 'ended' | 'cap_reached' | 'open';
}

/** The time of the clock, cut where it stood still. */
function stretchesOf(clock: Clock, end: Date): Part[] {
  const parts: Part[] = [];
  let at = clock.startedAt;
  for (const { from, to, until } of clock.pauses) {
    const [begin, over] = [new Date(from), new Date(to ?? until)];
    if (begin > at) parts.push({ from: at, to: begin });
    parts.push({ from: begin, to: over, paused: to === null ? 'open' : to === until ? 'cap_reached' : 'ended' });
    at = over;
  }
  if (at < end) parts.push({ from: at, to: end });
  return parts;
}

function byCalendar({ from, to, paused }: Part, calendar: Calendar): Omit<Interval, 'ahead'>[] {
  if (paused) {
    const detail = paused === 'cap_reached' ? { detail: 'cap_reached' } : {};
    return [{ from, to, counted: false, why: 'pending_customer', ...detail }];
  }
  if (calendar.kind === 'wall') return [{ from, to, counted: true, why: 'around_the_clock' }];
  return openAndClosed(calendar, from.getTime(), to.getTime()).map(({ open, why, name, ...stretch }) => ({
    from: new Date(stretch.from),
    to: new Date(stretch.to),
    counted: open,
    why,
    ...(name !== undefined && { detail: name }),
  }));
}

function cutAt(now: Date, intervals: readonly Omit<Interval, 'ahead'>[]): Interval[] {
  return intervals.flatMap((interval) => {
    if (interval.to <= now) return [{ ...interval, ahead: false }];
    if (interval.from >= now) return [{ ...interval, ahead: true }];
    return [
      { ...interval, to: now, ahead: false },
      { ...interval, from: now, ahead: true },
    ];
  });
}

const later = (a: Date, b: Date): Date => (a > b ? a : b);
const sum = (intervals: readonly Interval[]): number =>
  intervals.reduce((total, { from, to }) => total + to.getTime() - from.getTime(), 0) / 1000;
