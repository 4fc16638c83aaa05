import type { ClockName, Severity } from '@harken/contracts';
import { dueAt, shareOf, wall } from './due-at.ts';
import { millisecondsOf } from './duration.ts';
import { type Rung, targetOf, type VersionedPolicy } from './response-policy.ts';

export interface Pause {
  readonly from: string;
  readonly to: string | null;
}

/** A promise with a deadline. It carries what it was promised under, so that a later policy does not move it. */
export interface Clock {
  readonly complaintId: string;
  readonly cycle: number;
  readonly clock: ClockName;
  readonly startedAt: Date;
  /** ISO 8601. */
  readonly target: string;
  readonly dueAt: Date;
  readonly warnAt: Date;
  /** Since when these deadlines hold: a step that lay before it is due at this moment, not earlier. */
  readonly effectiveFrom: Date;
  readonly warnedAt: Date | null;
  readonly breachedAt: Date | null;
  readonly metAt: Date | null;
  /** The highest level of the ladder that has fired; 0 before the first. */
  readonly level: number;
  readonly ladder: readonly Rung[];
  readonly ladderStopped: boolean;
  readonly pauses: readonly Pause[];
  readonly calendar: string;
  readonly policyVersion: number;
}

export interface Step {
  readonly kind: 'warn' | 'breach' | 'escalate';
  /** 0 for warn and breach. */
  readonly level: number;
  readonly dueAt: Date;
}

export type ClockState = 'running' | 'paused' | 'met' | 'breached';

export interface ClockStart {
  readonly complaintId: string;
  readonly cycle: number;
  readonly clock: ClockName;
  readonly severity: Severity;
  readonly policy: VersionedPolicy;
  readonly now: Date;
}

export function startClock({ complaintId, cycle, clock, severity, policy, now }: ClockStart): Clock {
  return {
    complaintId,
    cycle,
    clock,
    startedAt: now,
    ...deadlines(now, severity, clock, policy),
    effectiveFrom: now,
    warnedAt: null,
    breachedAt: null,
    metAt: null,
    level: 0,
    ladder: policy.ladder,
    ladderStopped: false,
    pauses: [],
    calendar: wall.kind,
    policyVersion: policy.version,
  };
}

function deadlines(start: Date, severity: Severity, clock: ClockName, policy: VersionedPolicy) {
  const target = targetOf(policy, severity, clock);
  const due = dueAt(start, target, wall);
  return { target, dueAt: due, warnAt: shareOf(start, due, policy.warnAt, wall) };
}

/** New deadlines from the same start. What they leave in the future is not broken any more; what has fired stays fired. */
export function retargetClock(clock: Clock, severity: Severity, policy: VersionedPolicy, now: Date): Clock {
  const next = deadlines(clock.startedAt, severity, clock.clock, policy);
  const ahead = next.dueAt > now;
  return {
    ...clock,
    ...next,
    effectiveFrom: now,
    warnedAt: next.warnAt > now ? null : clock.warnedAt,
    breachedAt: ahead ? null : clock.breachedAt,
    ladder: policy.ladder,
    policyVersion: policy.version,
  };
}

export const meetClock = (clock: Clock, now: Date): Clock => ({ ...clock, metAt: now });

/** The clock goes on from its first start: what it had used stays used. */
export const restartClock = (clock: Clock, now: Date): Clock => ({
  ...clock,
  metAt: null,
  effectiveFrom: now,
  ladderStopped: false,
});

export const isRunning = (clock: Clock): boolean => clock.metAt === null;

export const isPaused = (clock: Clock): boolean => clock.pauses.some((pause) => pause.to === null);

/** A promise that was broken stays broken, also when it is kept late: `metAt` then says when. */
export function clockState(clock: Clock): ClockState {
  if (clock.breachedAt) return 'breached';
  if (clock.metAt) return 'met';
  return isPaused(clock) ? 'paused' : 'running';
}

/** What happens next if nobody acts, or null. */
export function nextStep(clock: Clock): Step | null {
  if (!isRunning(clock) || isPaused(clock)) return null;
  const from = (at: Date) => (at > clock.effectiveFrom ? at : clock.effectiveFrom);
  if (!clock.breachedAt) {
    if (!clock.warnedAt) return { kind: 'warn', level: 0, dueAt: from(clock.warnAt) };
    return { kind: 'breach', level: 0, dueAt: from(clock.dueAt) };
  }
  const rung = clock.ladderStopped ? undefined : clock.ladder.find(({ level }) => level > clock.level);
  if (!rung) return null;
  const due = new Date(clock.breachedAt.getTime() + millisecondsOf(rung.after));
  return { kind: 'escalate', level: rung.level, dueAt: from(due) };
}

/** The clock after its next step. A breach is dated by its deadline, however late it is noticed. */
export function take(clock: Clock, step: Step, now: Date): Clock {
  switch (step.kind) {
    case 'warn':
      return { ...clock, warnedAt: now };
    case 'breach':
      return { ...clock, breachedAt: step.dueAt };
    case 'escalate':
      return { ...clock, level: step.level };
  }
}
