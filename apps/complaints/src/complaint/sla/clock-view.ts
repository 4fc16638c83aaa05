import { type ClockName, clockNames } from '@harken/contracts';
import { roundTheClock, roundTheClockId } from '../../calendars/due-at.ts';
import type { DecisionContext } from '../../policies/response-policy/policy-context.ts';
import { type ClockState, clockState, isRunning, type SlaClock } from '../sla-clock.ts';
import { pausedMilliseconds, remainingMilliseconds, targetMilliseconds } from './deadlines.ts';

export interface ClockView {
  readonly clock: ClockName;
  readonly cycle: number;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly target: string;
  readonly targetSeconds: number;
  /** `24x7`, or the id of a calendar. */
  readonly calendar: string;
  readonly pausedSeconds: number;
  /** Open time until the deadline, negative after it; only while it runs. */
  readonly remainingSeconds?: number;
  readonly state: ClockState;
  readonly metAt?: Date;
  readonly cancelled?: true;
  readonly breachedAt?: Date;
  readonly policyVersion: number;
}

export const clockView = (clock: SlaClock, { now, policyContext }: DecisionContext): ClockView => ({
  clock: clock.clock,
  cycle: clock.cycle,
  startedAt: clock.startedAt,
  dueAt: clock.dueAt,
  target: clock.target,
  targetSeconds: targetMilliseconds(clock, policyContext.calendars) / 1000,
  calendar: clock.calendar === roundTheClock.kind ? roundTheClockId : clock.calendar,
  pausedSeconds: pausedMilliseconds(clock, now) / 1000,
  ...(isRunning(clock) && { remainingSeconds: remainingMilliseconds(clock, now, policyContext.calendars) / 1000 }),
  state: clockState(clock),
  ...(clock.metAt && { metAt: clock.metAt }),
  ...(clock.cancelled && { cancelled: true as const }),
  ...(clock.breachedAt && { breachedAt: clock.breachedAt }),
  policyVersion: clock.policyVersion,
});

/** The latest cycle's clock of each kind. */
export function presentClocks(clocks: readonly SlaClock[], context: DecisionContext): ClockView[] {
  return clockNames.flatMap((name) => {
    const [latest] = clocks.filter(({ clock }) => clock === name).sort((a, b) => b.cycle - a.cycle);
    return latest ? [clockView(latest, context)] : [];
  });
}
