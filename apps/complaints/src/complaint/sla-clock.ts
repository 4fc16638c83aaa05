import type { ClockName } from '@harken/contracts';
import { millisecondsOf } from '../calendars/duration.ts';
import type { EscalationStep } from '../policies/management-levels/hierarchy.ts';

/** A stretch of time in which a clock stands still because the customer has to act. */
export interface Pause {
  readonly from: string;
  readonly to: string | null;
  /** When the clock runs again by itself. */
  readonly until: string;
  readonly remindAt: string;
  readonly reminded: boolean;
  /** The deadline and the warning as they were when it began. */
  readonly dueAt: string;
  readonly warnAt: string;
}

/** A promise with a deadline. It carries what it was promised under, so that a later policy does not move it. */
export interface SlaClock {
  readonly complaintId: string;
  readonly cycle: number;
  readonly clock: ClockName;
  readonly startedAt: Date;
  /** ISO 8601. */
  readonly target: string;
  /** While it is paused: when it falls due if the pause lasts as long as it may. So no running clock has a stale one. */
  readonly dueAt: Date;
  readonly warnAt: Date;
  /** Since when these deadlines hold: a step that lay before it is due at this moment, not earlier. */
  readonly effectiveFrom: Date;
  readonly warnedAt: Date | null;
  readonly breachedAt: Date | null;
  /** When it stopped: met, or cancelled. */
  readonly metAt: Date | null;
  /** Nothing is waited for any more, and nothing was done. */
  readonly cancelled: boolean;
  /** The highest level of the ladder that has fired; 0 before the first. */
  readonly level: number;
  readonly ladder: readonly EscalationStep[];
  readonly ladderStopped: boolean;
  readonly pauses: readonly Pause[];
  /** `wall`: around the clock; else the id of a calendar. */
  readonly calendar: string;
  readonly policyVersion: number;
}

export interface ClockStep {
  /** remind, resume: of a clock that stands still for the customer. */
  readonly kind: 'warn' | 'breach' | 'escalate' | 'remind' | 'resume';
  /** 0 but for escalate. */
  readonly level: number;
  readonly dueAt: Date;
}

export type ClockState = 'running' | 'paused' | 'met' | 'breached';

export const meetClock = (clock: SlaClock, now: Date): SlaClock => ({ ...clock, metAt: now });

export const cancelClock = (clock: SlaClock, now: Date): SlaClock => ({ ...clock, metAt: now, cancelled: true });

/** The clock goes on from its first start: what it had used stays used. */
export const restartClock = (clock: SlaClock, now: Date): SlaClock => ({
  ...clock,
  metAt: null,
  cancelled: false,
  effectiveFrom: now,
  ladderStopped: false,
});

export const isRunning = (clock: SlaClock): boolean => clock.metAt === null;

export const openPause = (clock: SlaClock): Pause | undefined => clock.pauses.find(({ to }) => to === null);

export const isPaused = (clock: SlaClock): boolean => openPause(clock) !== undefined;

/** A promise that was broken stays broken, also when it is kept late: `metAt` then says when. */
export function clockState(clock: SlaClock): ClockState {
  if (clock.breachedAt) return 'breached';
  if (clock.metAt) return 'met';
  return isPaused(clock) ? 'paused' : 'running';
}

/** What happens next if nobody acts, or null. */
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

/** The clock after its next step. A breach is dated by its deadline, however late it is noticed. */
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
      // Its deadline was reckoned with a pause of this length from the beginning.
      return withOpenPause(clock, { to: openPause(clock)?.until ?? null });
  }
}

export const withOpenPause = (clock: SlaClock, patch: Partial<Pause>): SlaClock => ({
  ...clock,
  pauses: clock.pauses.map((pause) => (pause.to === null ? { ...pause, ...patch } : pause)),
});
