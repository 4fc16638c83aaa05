import type { ClockName } from '@harken/contracts';
import { millisecondsOf } from '../calendars/duration.ts';
import type { EscalationStep } from '../policies/management-levels/hierarchy.ts';

/** A period in which a clock is paused because the customer has to act. */
export interface Pause {
  readonly from: string;
  readonly to: string | null;
  /** When the clock resumes by itself. */
  readonly until: string;
  readonly remindAt: string;
  readonly reminded: boolean;
  /** Deadline and warning at the start of the pause. */
  readonly dueAt: string;
  readonly warnAt: string;
}

/**
 * A running or stopped SLA clock. It keeps the target, calendar and chain it was started under, so that a later policy
 * does not move it.
 */
export type SlaClock = RunningClock | StoppedClock;

interface ClockFields {
  readonly complaintId: string;
  readonly cycle: number;
  readonly clock: ClockName;
  readonly startedAt: Date;
  /** ISO 8601. */
  readonly target: string;
  /** While paused: the deadline if the pause lasts as long as allowed. So no running clock has a stale one. */
  readonly dueAt: Date;
  readonly warnAt: Date;
  /** Since when these deadlines apply: an earlier step is due at this time, not before. */
  readonly effectiveFrom: Date;
  readonly warnedAt: Date | null;
  readonly breachedAt: Date | null;
  /** The highest escalation level that has fired; 0 before the first. */
  readonly level: number;
  readonly ladder: readonly EscalationStep[];
  readonly ladderStopped: boolean;
  readonly pauses: readonly Pause[];
  /** `wall`: around the clock; else the id of a calendar. */
  readonly calendar: string;
  readonly policyVersion: number;
}

interface RunningClock extends ClockFields {
  readonly metAt: null;
  readonly cancelled: false;
}

interface StoppedClock extends ClockFields {
  /** When it was met or cancelled. */
  readonly metAt: Date;
  /** Cancelled: no longer needed, and not met. */
  readonly cancelled: boolean;
}

export interface ClockStep {
  /** remind, resume: only of a paused clock. */
  readonly kind: 'warn' | 'breach' | 'escalate' | 'remind' | 'resume';
  /** 0 except for escalate. */
  readonly level: number;
  readonly dueAt: Date;
}

export type ClockState = 'running' | 'paused' | 'met' | 'breached';

export const meetClock = (clock: SlaClock, now: Date): StoppedClock => ({ ...clock, metAt: now });

export const cancelClock = (clock: SlaClock, now: Date): StoppedClock => ({ ...clock, metAt: now, cancelled: true });

/** Restarts a stopped clock from its first start: the time used stays used. */
export const restartClock = (clock: SlaClock, now: Date): RunningClock => ({
  ...clock,
  metAt: null,
  cancelled: false,
  effectiveFrom: now,
  ladderStopped: false,
});

export const isRunning = (clock: SlaClock): clock is RunningClock => clock.metAt === null;

export const openPause = (clock: SlaClock): Pause | undefined => clock.pauses.find(({ to }) => to === null);

export const isPaused = (clock: SlaClock): boolean => openPause(clock) !== undefined;

/** A breached clock stays breached when it is met late: `metAt` says when. */
export function clockState(clock: SlaClock): ClockState {
  if (clock.breachedAt) return 'breached';
  if (clock.metAt) return 'met';
  return isPaused(clock) ? 'paused' : 'running';
}

/** The next step if nobody acts, or null. */
export function nextStep(clock: SlaClock): ClockStep | null {
  if (!isRunning(clock)) return null;
  const from = (at: Date) => (at > clock.effectiveFrom ? at : clock.effectiveFrom);
  const pause = openPause(clock);
  if (pause) {
    const next = pause.reminded
      ? { kind: 'resume' as const, at: pause.until }
      : { kind: 'remind' as const, at: pause.remindAt };
    return { kind: next.kind, level: 0, dueAt: from(new Date(next.at)) };
  }
  if (!clock.breachedAt) {
    if (!clock.warnedAt) return { kind: 'warn', level: 0, dueAt: from(clock.warnAt) };
    return { kind: 'breach', level: 0, dueAt: from(clock.dueAt) };
  }
  const step = clock.ladderStopped ? undefined : clock.ladder.find(({ level }) => level > clock.level);
  if (!step) return null;
  const due = new Date(clock.breachedAt.getTime() + millisecondsOf(step.after));
  return { kind: 'escalate', level: step.level, dueAt: from(due) };
}

/** The clock after its next step. `breachedAt` is the deadline, however late the breach is noticed. */
export function applyStep(clock: SlaClock, step: ClockStep, now: Date): SlaClock {
  switch (step.kind) {
    case 'warn':
      return { ...clock, warnedAt: now };
    case 'breach':
      return { ...clock, breachedAt: step.dueAt };
    case 'escalate':
      return { ...clock, level: step.level };
    case 'remind':
      return withOpenPause(clock, { reminded: true });
    case 'resume':
      // Its deadline was computed with a pause of this length from the beginning.
      return withOpenPause(clock, { to: openPause(clock)?.until ?? null });
  }
}

export const withOpenPause = (clock: SlaClock, patch: Partial<Pause>): SlaClock => ({
  ...clock,
  pauses: clock.pauses.map((pause) => (pause.to === null ? { ...pause, ...patch } : pause)),
});
