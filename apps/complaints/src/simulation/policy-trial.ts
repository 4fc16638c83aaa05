import type { ClockName } from '@harken/contracts';
import { type Clock, isRunning } from '../complaint/clock.ts';
import type { Complaint, Moment } from '../complaint/complaint.ts';
import { Change } from '../complaint/history/change.ts';
import { retargetClocks } from '../complaint/sla/conduct.ts';

export const trialEffects = ['unchanged', 'earlier', 'later', 'started', 'cancelled'] as const;
export type TrialEffect = (typeof trialEffects)[number];

/** What another policy would make of one running clock. */
export interface ClockTrial {
  readonly complaintId: string;
  readonly number: string;
  readonly clock: ClockName;
  readonly cycle: number;
  readonly effect: TrialEffect;
  /** Not there for a clock that it would start. */
  readonly dueAt?: Date;
  /** Not there for one that it would cancel. */
  readonly wouldBeDueAt?: Date;
  readonly breachedAtOnce: boolean;
}

export interface TrialCounts {
  readonly complaints: number;
  readonly changedComplaints: number;
  readonly clocks: Readonly<Record<TrialEffect, number>>;
  readonly breachedAtOnce: number;
}

/** The clocks of a complaint, as they would run if the moment's policy applied to it. */
export function tryOn(complaint: Complaint, moment: Moment): ClockTrial[] {
  const change = new Change(complaint, moment);
  retargetClocks(change);
  return change.complaint.clocks.flatMap((after) => {
    const before = complaint.clocks.find(({ clock, cycle }) => clock === after.clock && cycle === after.cycle);
    if (before && !isRunning(before)) return [];
    const { id: complaintId, number } = complaint;
    return [{ complaintId, number, clock: after.clock, cycle: after.cycle, ...compared(before, after, moment.now) }];
  });
}

function compared(before: Clock | undefined, after: Clock, now: Date) {
  if (!isRunning(after))
    return { effect: 'cancelled' as const, ...(before && { dueAt: before.dueAt }), breachedAtOnce: false };
  const breachedAtOnce = !before?.breachedAt && after.dueAt <= now;
  if (!before) return { effect: 'started' as const, wouldBeDueAt: after.dueAt, breachedAtOnce };
  const later = after.dueAt.getTime() - before.dueAt.getTime();
  const effect: TrialEffect = later === 0 ? 'unchanged' : later < 0 ? 'earlier' : 'later';
  return { effect, dueAt: before.dueAt, wouldBeDueAt: after.dueAt, breachedAtOnce };
}

export function countTrials(ofComplaints: readonly (readonly ClockTrial[])[]): TrialCounts {
  const all = ofComplaints.flat();
  const counted = trialEffects.map((effect) => [effect, all.filter((trial) => trial.effect === effect).length]);
  return {
    complaints: ofComplaints.length,
    changedComplaints: ofComplaints.filter((trials) => trials.some(({ effect }) => effect !== 'unchanged')).length,
    clocks: Object.fromEntries(counted) as Record<TrialEffect, number>,
    breachedAtOnce: all.filter((trial) => trial.breachedAtOnce).length,
  };
}

export const sumOfTrials = (a: TrialCounts, b: TrialCounts): TrialCounts => ({
  complaints: a.complaints + b.complaints,
  changedComplaints: a.changedComplaints + b.changedComplaints,
  clocks: Object.fromEntries(trialEffects.map((effect) => [effect, a.clocks[effect] + b.clocks[effect]])) as Record<
    TrialEffect,
    number
  >,
  breachedAtOnce: a.breachedAtOnce + b.breachedAtOnce,
});
