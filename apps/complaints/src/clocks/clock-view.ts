import { type Clock, type ClockState, clockState } from './clock.ts';
import { millisecondsOf } from './duration.ts';

export interface ClockView {
  readonly clock: string;
  readonly cycle: number;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly target: string;
  readonly targetSeconds: number;
  readonly pausedSeconds: number;
  readonly state: ClockState;
  readonly metAt?: Date;
  readonly breachedAt?: Date;
  readonly policyVersion: number;
}

export const clockView = (clock: Clock): ClockView => ({
  clock: clock.clock,
  cycle: clock.cycle,
  startedAt: clock.startedAt,
  dueAt: clock.dueAt,
  target: clock.target,
  targetSeconds: millisecondsOf(clock.target) / 1000,
  pausedSeconds: pausedMilliseconds(clock) / 1000,
  state: clockState(clock),
  ...(clock.metAt && { metAt: clock.metAt }),
  ...(clock.breachedAt && { breachedAt: clock.breachedAt }),
  policyVersion: clock.policyVersion,
});

const order = ['acknowledge', 'first_response', 'resolution'];

/** Of each clock the one of the latest cycle. */
export function presentClocks(clocks: readonly Clock[]): ClockView[] {
  return order.flatMap((name) => {
    const [latest] = clocks.filter(({ clock }) => clock === name).sort((a, b) => b.cycle - a.cycle);
    return latest ? [clockView(latest)] : [];
  });
}

const pausedMilliseconds = ({ pauses }: Clock): number =>
  pauses.reduce((sum, { from, to }) => sum + (to ? Date.parse(to) - Date.parse(from) : 0), 0);
