import type { ClockName } from '@harken/contracts';
import type { CommandContext, Complaint } from '../complaint/complaint.ts';
import { Change } from '../complaint/history/change.ts';
import { recalculateClocks } from '../complaint/sla/clock-lifecycle.ts';
import { isRunning, type SlaClock } from '../complaint/sla-clock.ts';

export const dryRunEffects = ['unchanged', 'earlier', 'later', 'started', 'cancelled'] as const;
export type DryRunEffect = (typeof dryRunEffects)[number];

/** What another policy would change about one running clock. */
export interface ClockDryRun {
  readonly complaintId: string;
  readonly number: string;
  readonly clock: ClockName;
  readonly cycle: number;
  readonly effect: DryRunEffect;
  /** Missing for a clock that it would start. */
  readonly dueAt?: Date;
  /** Missing for a clock that it would cancel. */
  readonly wouldBeDueAt?: Date;
  readonly breachedAtOnce: boolean;
}

export interface PolicyDryRunCounts {
  readonly complaints: number;
  readonly changedComplaints: number;
  readonly clocks: Readonly<Record<DryRunEffect, number>>;
  readonly breachedAtOnce: number;
}

/** The clocks of a complaint under the policy of the context. */
export function dryRunClocks(complaint: Complaint, context: CommandContext): ClockDryRun[] {
  const change = new Change(complaint, context);
  recalculateClocks(change);
  return change.complaint.clocks.flatMap((after) => {
    const before = complaint.clocks.find(({ clock, cycle }) => clock === after.clock && cycle === after.cycle);
    if (before && !isRunning(before)) return [];
    const { id: complaintId, number } = complaint;
    return [
      { complaintId, number, clock: after.clock, cycle: after.cycle, ...compareClocks(before, after, context.now) },
    ];
  });
}

function compareClocks(before: SlaClock | undefined, after: SlaClock, now: Date) {
  if (!isRunning(after))
    return { effect: 'cancelled' as const, ...(before && { dueAt: before.dueAt }), breachedAtOnce: false };
  const breachedAtOnce = !before?.breachedAt && after.dueAt <= now;
  if (!before) return { effect: 'started' as const, wouldBeDueAt: after.dueAt, breachedAtOnce };
  const later = after.dueAt.getTime() - before.dueAt.getTime();
  const effect: DryRunEffect = later === 0 ? 'unchanged' : later < 0 ? 'earlier' : 'later';
  return { effect, dueAt: before.dueAt, wouldBeDueAt: after.dueAt, breachedAtOnce };
}

export function countClockDryRuns(ofComplaints: readonly (readonly ClockDryRun[])[]): PolicyDryRunCounts {
  const all = ofComplaints.flat();
  const counted = dryRunEffects.map((effect) => [effect, all.filter((trial) => trial.effect === effect).length]);
  return {
    complaints: ofComplaints.length,
    changedComplaints: ofComplaints.filter((trials) => trials.some(({ effect }) => effect !== 'unchanged')).length,
    clocks: Object.fromEntries(counted) as Record<DryRunEffect, number>,
    breachedAtOnce: all.filter((trial) => trial.breachedAtOnce).length,
  };
}

export const sumCounts = (a: PolicyDryRunCounts, b: PolicyDryRunCounts): PolicyDryRunCounts => ({
  complaints: a.complaints + b.complaints,
  changedComplaints: a.changedComplaints + b.changedComplaints,
  clocks: Object.fromEntries(dryRunEffects.map((effect) => [effect, a.clocks[effect] + b.clocks[effect]])) as Record<
    DryRunEffect,
    number
  >,
  breachedAtOnce: a.breachedAtOnce + b.breachedAtOnce,
});
