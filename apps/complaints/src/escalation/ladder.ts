import {
  type ClockName,
  ComplaintClockBreached,
  ComplaintClockMet,
  ComplaintClockWarned,
  ComplaintEscalated,
  ComplaintPauseExpired,
  ComplaintPauseReminded,
} from '@harken/contracts';
import { type Clock, isRunning, meetClock, nextStep, openPause, type Step, take } from '../clocks/clock.ts';
import { resumeClock } from '../clocks/deadlines.ts';
import type { Change } from '../lifecycle/change.ts';
import { system } from '../lifecycle/complaint.ts';

interface Due {
  readonly clock: Clock;
  readonly step: Step;
}

/** Fires every step that is due, oldest first, so that after hours of standstill nothing is skipped. */
export function fireDueSteps(change: Change): void {
  for (let due = nextDue(change); due; due = nextDue(change)) fire(change, due);
}

function nextDue(change: Change): Due | undefined {
  let first: Due | undefined;
  for (const clock of change.complaint.clocks) {
    const step = nextStep(clock);
    if (step && step.dueAt <= change.now && (!first || step.dueAt < first.step.dueAt)) first = { clock, step };
  }
  return first;
}

function fire(change: Change, { clock, step }: Due): void {
  replaceClock(change, take(clock, step, change.now));
  const facts = { clock: clock.clock, dueAt: clock.dueAt.toISOString(), at: change.at };
  const pause = openPause(clock);
  switch (step.kind) {
    case 'warn':
      change.tell(ComplaintClockWarned, facts);
      change.record('clock-warned', { reason: clock.clock }, system);
      break;
    case 'breach':
      change.tell(ComplaintClockBreached, facts);
      change.record('clock-breached', { reason: clock.clock }, system);
      break;
    case 'remind':
      if (!pause) break;
      change.tell(ComplaintPauseReminded, {
        clock: clock.clock,
        pausedSince: pause.from,
        runsAgainAt: pause.until,
        at: change.at,
      });
      change.record('pause-reminded', { reason: clock.clock, to: pause.until }, system);
      break;
    case 'resume':
      if (!pause) break;
      change.tell(ComplaintPauseExpired, { ...facts, pausedSince: pause.from });
      change.record('clock-resumed', { reason: `${clock.clock}: the pause has lasted as long as it may` }, system);
      break;
    case 'escalate':
      escalate(change, step.level, 'breach', clock);
  }
}

/** Brings the complaint before a level. Without a clock: straight to management. */
export function escalate(change: Change, level: number, reason: string, clock: Pick<Clock, 'clock' | 'cycle'> | null) {
  const { id: complaintId, cycle, escalations } = change.complaint;
  const escalation = {
    id: change.moment.newId(),
    complaintId,
    cycle: clock?.cycle ?? cycle,
    clock: clock?.clock ?? null,
    level,
    reason,
    at: change.now,
    acknowledgedAt: null,
    action: null,
    handledBy: null,
    closedAt: null,
  };
  change.set({ escalations: [...escalations, escalation] });
  change.tell(ComplaintEscalated, {
    at: change.at,
    escalationId: escalation.id,
    level,
    reason,
    clock: escalation.clock,
  });
  const why = clock ? `${reason}: ${clock.clock}` : reason;
  change.record('escalated', { reason: why, to: `level ${level}` }, system);
}

/** What the clocks waited for was done: they stop, and with them their ladders. */
export function meetClocks(change: Change, names: readonly ClockName[]): void {
  for (const running of change.complaint.clocks) {
    if (!names.includes(running.clock) || !isRunning(running)) continue;
    const clock = resumeClock(running, change.now, change.moment.terms.calendars);
    replaceClock(change, meetClock(clock, change.now));
    closeEscalations(change, (escalation) => escalation.clock === clock.clock && escalation.cycle === clock.cycle);
    change.tell(ComplaintClockMet, {
      at: change.at,
      clock: clock.clock,
      startedAt: clock.startedAt.toISOString(),
      dueAt: clock.dueAt.toISOString(),
      late: change.now > clock.dueAt,
    });
  }
}

export function closeEscalations(
  change: Change,
  which: (escalation: Change['complaint']['escalations'][number]) => boolean,
): void {
  const escalations = change.complaint.escalations.map((escalation) =>
    escalation.closedAt === null && which(escalation) ? { ...escalation, closedAt: change.now } : escalation,
  );
  change.set({ escalations });
}

export function replaceClock(change: Change, next: Clock): void {
  const clocks = change.complaint.clocks.map((clock) =>
    clock.clock === next.clock && clock.cycle === next.cycle ? next : clock,
  );
  change.set({ clocks });
}
