import type { Calendar } from '../../calendars/due-at.ts';
import { openAndClosed } from '../../calendars/open-and-closed.ts';
import type { DecisionContext } from '../../policies/response-policy/policy-context.ts';
import { calendarById } from '../../policies/response-policy/sla-target.ts';
import { isRunning, type SlaClock } from '../sla-clock.ts';

export const countedReasons = ['around_the_clock', 'open_hours'] as const;
export const uncountedReasons = ['outside_hours', 'holiday', 'exception', 'pending_customer'] as const;

/** A period of a clock's time, and why it counts or not. */
export interface ExplainedInterval {
  readonly from: Date;
  readonly to: Date;
  readonly counted: boolean;
  readonly why: (typeof countedReasons)[number] | (typeof uncountedReasons)[number];
  /** The holiday or the reason of an exception; for a pause: `cap_reached` if it ended by itself. */
  readonly detail?: string;
  /** In the future: what will happen if nothing changes. */
  readonly ahead: boolean;
}

export interface ClockExplanation {
  readonly intervals: readonly ExplainedInterval[];
  readonly truncated: boolean;
  readonly countedSeconds: number;
  readonly notCountedSeconds: number;
}

// A clock of many years would have thousands of intervals.
const maxIntervals = 2_000;

/** Explains the time from the start of a clock until it stopped, else until its deadline or now, whichever is later. */
export function explainClock(clock: SlaClock, { now, policyContext }: DecisionContext): ClockExplanation {
  const calendar = calendarById(clock.calendar, policyContext.calendars);
  const end = isRunning(clock) ? later(clock.dueAt, now) : clock.metAt;
  const intervals = splitAtPauses(clock, end).flatMap((part) => splitAtNow(now, splitByCalendar(part, calendar)));
  const upToNow = intervals.filter(({ ahead }) => !ahead);
  const seconds = (counted: boolean) => totalSeconds(upToNow.filter((interval) => interval.counted === counted));
  return {
    intervals: intervals.slice(0, maxIntervals),
    truncated: intervals.length > maxIntervals,
    countedSeconds: seconds(true),
    notCountedSeconds: seconds(false),
  };
}

interface ClockStretch {
  readonly from: Date;
  readonly to: Date;
  readonly paused?: 'ended' | 'cap_reached' | 'open';
}

/** The time of the clock, split at its pauses. */
function splitAtPauses(clock: SlaClock, end: Date): ClockStretch[] {
  const parts: ClockStretch[] = [];
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

function splitByCalendar({ from, to, paused }: ClockStretch, calendar: Calendar): Omit<ExplainedInterval, 'ahead'>[] {
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

function splitAtNow(now: Date, intervals: readonly Omit<ExplainedInterval, 'ahead'>[]): ExplainedInterval[] {
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
const totalSeconds = (intervals: readonly ExplainedInterval[]): number =>
  intervals.reduce((total, { from, to }) => total + to.getTime() - from.getTime(), 0) / 1000;
