import type { ClockName } from '@harken/contracts';
import { type Calendar, dueAt, elapsed, later, shareOf } from '../../calendars/due-at.ts';
import { millisecondsOf } from '../../calendars/duration.ts';
import { type ClockPromise, calendarOf } from '../../policies/response-policy/promise.ts';
import type { Calendars, Terms } from '../../policies/response-policy/terms.ts';
import { type Clock, isPaused, isRunning, openPause, type Pause, withOpenPause } from '../clock.ts';

export interface ClockStart {
  readonly complaintId: string;
  readonly cycle: number;
  readonly clock: ClockName;
  readonly promise: ClockPromise;
  readonly terms: Terms;
  readonly startedAt: Date;
  readonly now: Date;
}

export function startClock({ complaintId, cycle, clock, promise, terms, startedAt, now }: ClockStart): Clock {
  const { policy } = terms;
  return {
    complaintId,
    cycle,
    clock,
    startedAt,
    ...promise,
    ...deadlines(startedAt, promise, [], terms),
    effectiveFrom: now,
    warnedAt: null,
    breachedAt: null,
    metAt: null,
    cancelled: false,
    level: 0,
    ladder: policy.ladder,
    ladderStopped: false,
    pauses: [],
    policyVersion: policy.version,
  };
}

/** New deadlines from the same start. What they leave in the future is not broken any more; what has fired stays fired. */
export function retargetClock(clock: Clock, promise: ClockPromise, terms: Terms, now: Date): Clock {
  const closed = clock.pauses.filter(({ to }) => to !== null);
  const next = deadlines(clock.startedAt, promise, closed, terms);
  const { policy } = terms;
  const standing = openPause(clock);
  // What it has not used by now, or had not when it came to stand still, lies ahead of it.
  const used = standing ? new Date(standing.from) : now;
  const retargeted = {
    ...clock,
    ...promise,
    ...next,
    effectiveFrom: now,
    warnedAt: next.warnAt > used ? null : clock.warnedAt,
    breachedAt: next.dueAt > used ? null : clock.breachedAt,
    ladder: policy.ladder,
    policyVersion: policy.version,
  };
  return standing ? standStill({ ...retargeted, pauses: closed }, standing, terms.calendars) : retargeted;
}

/** Stands still for the customer, at most until what is left of `cap` is used up. One that is broken already runs on. */
export function pauseClock(clock: Clock, cap: string, remindAt: number, now: Date, calendars: Calendars): Clock {
  const left = millisecondsOf(cap) - pausedMilliseconds(clock, now);
  if (!isRunning(clock) || isPaused(clock) || clock.breachedAt || clock.dueAt <= now || left <= 0) return clock;
  const at = (ms: number) => new Date(now.getTime() + Math.round(ms)).toISOString();
  const pause = { from: now.toISOString(), to: null, until: at(left), remindAt: at(left * remindAt), reminded: false };
  return standStill(clock, pause, calendars);
}

/** With the deadlines of a pause that lasts as long as it may. A clock that ran out before it does not stand still. */
function standStill(clock: Clock, pause: Omit<Pause, 'dueAt' | 'warnAt'>, calendars: Calendars): Clock {
  if (clock.dueAt <= new Date(pause.from)) return clock;
  const whole: Pause = { ...pause, dueAt: clock.dueAt.toISOString(), warnAt: clock.warnAt.toISOString() };
  return {
    ...clock,
    ...after(whole, pause.until, calendarOf(clock.calendar, calendars)),
    pauses: [...clock.pauses, whole],
  };
}

/** Runs again, with as much time left as it had. */
export function resumeClock(clock: Clock, now: Date, calendars: Calendars): Clock {
  const pause = openPause(clock);
  if (!pause) return clock;
  const to = now.toISOString();
  const moved = after(pause, to, calendarOf(clock.calendar, calendars));
  return { ...withOpenPause(clock, { to }), ...moved, effectiveFrom: now };
}

/** How long it has stood still, around the clock. */
export const pausedMilliseconds = ({ pauses }: Clock, now: Date): number =>
  pauses.reduce((sum, { from, to }) => sum + ((to ? Date.parse(to) : now.getTime()) - Date.parse(from)), 0);

/** Open time until the deadline, negative behind it; of one that stands still: what was left when it began to. */
export function remainingMilliseconds(clock: Clock, now: Date, calendars: Calendars): number {
  const calendar = calendarOf(clock.calendar, calendars);
  const pause = openPause(clock);
  if (pause) return elapsed(new Date(pause.from), new Date(pause.dueAt), calendar);
  return clock.dueAt >= now ? elapsed(now, clock.dueAt, calendar) : -elapsed(clock.dueAt, now, calendar);
}

/** In a business calendar: the open time from its start until a deadline without pauses; a day of it has no fixed length. */
export function targetMilliseconds({ startedAt, target, calendar }: Clock, calendars: Calendars): number {
  const time = calendarOf(calendar, calendars);
  return time.kind === 'wall' ? millisecondsOf(target) : elapsed(startedAt, dueAt(startedAt, target, time), time);
}

interface Deadlines {
  readonly dueAt: Date;
  readonly warnAt: Date;
}

function deadlines(
  start: Date,
  promise: ClockPromise,
  pauses: readonly Pause[],
  { policy, calendars }: Terms,
): Deadlines {
  const calendar = calendarOf(promise.calendar, calendars);
  const due = dueAt(start, promise.target, calendar);
  let found: Deadlines = { dueAt: due, warnAt: shareOf(start, due, policy.warnAt, calendar) };
  for (const { from, to, until } of pauses)
    found = {
      dueAt: moved(found.dueAt, new Date(from), new Date(to ?? until), calendar),
      warnAt: moved(found.warnAt, new Date(from), new Date(to ?? until), calendar),
    };
  return found;
}

const after = ({ from, dueAt: due, warnAt }: Pause, to: string, calendar: Calendar): Deadlines => ({
  dueAt: moved(new Date(due), new Date(from), new Date(to), calendar),
  warnAt: moved(new Date(warnAt), new Date(from), new Date(to), calendar),
});

/** Later by the open time between `from` and `to`, if it lay behind `from`. */
function moved(at: Date, from: Date, to: Date, calendar: Calendar): Date {
  const open = at <= from ? 0 : elapsed(from, to, calendar);
  return open > 0 ? later(at, open, calendar) : at;
}
