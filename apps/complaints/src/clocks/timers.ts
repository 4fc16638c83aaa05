import { type Clock, nextStep, type Step } from './clock.ts';

/** When to look at a clock again. */
export interface Timer {
  readonly complaintId: string;
  readonly cycle: number;
  readonly clock: string;
  readonly kind: Step['kind'];
  readonly level: number;
  readonly dueAt: Date;
}

export interface TimerChanges {
  readonly set: readonly Timer[];
  readonly cleared: readonly Pick<Timer, 'complaintId' | 'cycle' | 'clock'>[];
}

/** What a change of clocks means for the timers: one per running clock, for its next step. */
export function timerChanges(before: readonly Clock[], after: readonly Clock[]): TimerChanges {
  const set: Timer[] = [];
  const cleared: Timer[] = [];
  for (const clock of after) {
    const was = before.find((other) => other.clock === clock.clock && other.cycle === clock.cycle);
    if (was === clock) continue;
    const old = was && timerOf(was);
    const timer = timerOf(clock);
    if (timer && !(old && sameTimer(old, timer))) set.push(timer);
    if (old && !timer) cleared.push(old);
  }
  return { set, cleared };
}

function timerOf(clock: Clock): Timer | null {
  const step = nextStep(clock);
  return step && { complaintId: clock.complaintId, cycle: clock.cycle, clock: clock.clock, ...step };
}

const sameTimer = (a: Timer, b: Timer): boolean =>
  a.kind === b.kind && a.level === b.level && a.dueAt.getTime() === b.dueAt.getTime();
