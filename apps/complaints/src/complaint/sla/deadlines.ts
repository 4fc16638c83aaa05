import type { ClockName } from '@harken/contracts';
import {
  addOpenTime,
  type Calendar,
  type CalendarsById,
  dueAt,
  elapsed,
  pointAtShare,
} from '../../calendars/due-at.ts';
import { millisecondsOf } from '../../calendars/duration.ts';
import type { PolicyContext } from '../../policies/response-policy/policy-context.ts';
import { calendarById, type SlaTarget } from '../../policies/response-policy/sla-target.ts';
import { isPaused, isRunning, openPause, type Pause, type SlaClock, withOpenPause } from '../sla-clock.ts';

export interface ClockStart {
  readonly complaintId: string;
  readonly cycle: number;
  readonly clock: ClockName;
  readonly slaTarget: SlaTarget;
  readonly policyContext: PolicyContext;
  readonly startedAt: Date;
  readonly now: Date;
}

export function startClock({
  complaintId,
  cycle,
  clock,
  slaTarget,
  policyContext,
  startedAt,
  now,
}: ClockStart): SlaClock {
  const { policy } = policyContext;
  return {
    complaintId,
    cycle,
    clock,
    startedAt,
    ...slaTarget,
    ...calculateDeadlines(startedAt, slaTarget, [], policyContext),
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

/**
 * New deadlines from the same start. If the new deadline is in the future the breach is cleared; events already sent
 * are kept.
 */
export function recalculateDeadlines(
  clock: SlaClock,
  slaTarget: SlaTarget,
  policyContext: PolicyContext,
  now: Date,
): SlaClock {
  const closed = clock.pauses.filter(({ to }) => to !== null);
  const next = calculateDeadlines(clock.startedAt, slaTarget, closed, policyContext);
  const { policy } = policyContext;
  const pause = openPause(clock);
  // Steps after this time are still ahead: after now, or after the start of the pause.
  const used = pause ? new Date(pause.from) : now;
  const recalculated = {
    ...clock,
    ...slaTarget,
    ...next,
    effectiveFrom: now,
    warnedAt: next.warnAt > used ? null : clock.warnedAt,
    breachedAt: next.dueAt > used ? null : clock.breachedAt,
    ladder: policy.ladder,
    policyVersion: policy.version,
  };
  return pause ? pauseUntil({ ...recalculated, pauses: closed }, pause, policyContext.calendars) : recalculated;
}

/** Pauses the clock for the customer, at most until the rest of `cap` is used up. A breached clock is not paused. */
export function pauseClock(
  clock: SlaClock,
  cap: string,
  remindAt: number,
  now: Date,
  calendars: CalendarsById,
): SlaClock {
  const left = millisecondsOf(cap) - pausedMilliseconds(clock, now);
  if (!isRunning(clock) || isPaused(clock) || clock.breachedAt || clock.dueAt <= now || left <= 0) return clock;
  const at = (ms: number) => new Date(now.getTime() + Math.round(ms)).toISOString();
  const pause = { from: now.toISOString(), to: null, until: at(left), remindAt: at(left * remindAt), reminded: false };
  return pauseUntil(clock, pause, calendars);
}

/**
 * Sets the deadlines for a pause that lasts as long as allowed. A clock that expired before the pause is not paused.
 */
function pauseUntil(clock: SlaClock, pause: Omit<Pause, 'dueAt' | 'warnAt'>, calendars: CalendarsById): SlaClock {
  if (clock.dueAt <= new Date(pause.from)) return clock;
  const whole: Pause = { ...pause, dueAt: clock.dueAt.toISOString(), warnAt: clock.warnAt.toISOString() };
  return {
    ...clock,
    ...resumeDeadlines(whole, pause.until, calendarById(clock.calendar, calendars)),
    pauses: [...clock.pauses, whole],
  };
}

/** Resumes the clock with the time it had left. */
export function resumeClock(clock: SlaClock, now: Date, calendars: CalendarsById): SlaClock {
  const pause = openPause(clock);
  if (!pause) return clock;
  const to = now.toISOString();
  const deadlines = resumeDeadlines(pause, to, calendarById(clock.calendar, calendars));
  return { ...withOpenPause(clock, { to }), ...deadlines, effectiveFrom: now };
}

/** Total paused time, around the clock. */
export const pausedMilliseconds = ({ pauses }: SlaClock, now: Date): number =>
  pauses.reduce((sum, { from, to }) => sum + ((to ? Date.parse(to) : now.getTime()) - Date.parse(from)), 0);

/** Open time until the deadline, negative after it; for a paused clock: what was left when the pause began. */
export function remainingMilliseconds(clock: SlaClock, now: Date, calendars: CalendarsById): number {
  const calendar = calendarById(clock.calendar, calendars);
  const pause = openPause(clock);
  if (pause) return elapsed(new Date(pause.from), new Date(pause.dueAt), calendar);
  return clock.dueAt >= now ? elapsed(now, clock.dueAt, calendar) : -elapsed(clock.dueAt, now, calendar);
}

/**
 * In a business calendar: the open time from the start until a deadline without pauses; a business day has no fixed
 * length.
 */
export function targetMilliseconds({ startedAt, target, calendar }: SlaClock, calendars: CalendarsById): number {
  const time = calendarById(calendar, calendars);
  return time.kind === 'wall' ? millisecondsOf(target) : elapsed(startedAt, dueAt(startedAt, target, time), time);
}

interface Deadlines {
  readonly dueAt: Date;
  readonly warnAt: Date;
}

function calculateDeadlines(
  start: Date,
  slaTarget: SlaTarget,
  pauses: readonly Pause[],
  { policy, calendars }: PolicyContext,
): Deadlines {
  const calendar = calendarById(slaTarget.calendar, calendars);
  const due = dueAt(start, slaTarget.target, calendar);
  let found: Deadlines = { dueAt: due, warnAt: pointAtShare(start, due, policy.warnAt, calendar) };
  for (const { from, to, until } of pauses)
    found = {
      dueAt: shift(found.dueAt, new Date(from), new Date(to ?? until), calendar),
      warnAt: shift(found.warnAt, new Date(from), new Date(to ?? until), calendar),
    };
  return found;
}

const resumeDeadlines = ({ from, dueAt: due, warnAt }: Pause, to: string, calendar: Calendar): Deadlines => ({
  dueAt: shift(new Date(due), new Date(from), new Date(to), calendar),
  warnAt: shift(new Date(warnAt), new Date(from), new Date(to), calendar),
});

/** Moves `at` by the open time between `from` and `to`, if it is after `from`. */
function shift(at: Date, from: Date, to: Date, calendar: Calendar): Date {
  const open = at <= from ? 0 : elapsed(from, to, calendar);
  return open > 0 ? addOpenTime(at, open, calendar) : at;
}
