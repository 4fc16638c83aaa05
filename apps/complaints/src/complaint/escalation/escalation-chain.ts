import {
  ComplaintClockBreached,
  ComplaintClockWarned,
  ComplaintEscalated,
  ComplaintPauseExpired,
  ComplaintPauseReminded,
} from '@harken/contracts';
import { dueAt, roundTheClock } from '../../calendars/due-at.ts';
import {
  type EscalationChain,
  resolveEscalationTarget,
  topLevelOf,
} from '../../policies/management-levels/hierarchy.ts';
import { system } from '../complaint.ts';
import { type Escalation, isOpenEscalation, managementStepAt } from '../escalation.ts';
import { type Change, replaceClock, replaceEscalation } from '../history/change.ts';
import { applyStep, type ClockStep, nextStep, openPause, type SlaClock } from '../sla-clock.ts';

interface DueStep {
  readonly at: Date;
  run(change: Change): void;
}

/** Fires every due step of clocks and of management, the oldest first: after a long outage no step is skipped. */
export function fireDueSteps(change: Change): void {
  for (let due = nextDueStep(change); due; due = nextDueStep(change)) due.run(change);
}

function nextDueStep({ complaint, now }: Change): DueStep | undefined {
  let first: DueStep | undefined;
  const isFirst = (at: Date | null | undefined): at is Date => !!at && at <= now && (!first || at < first.at);
  for (const clock of complaint.clocks) {
    const step = nextStep(clock);
    if (step && isFirst(step.dueAt)) first = { at: step.dueAt, run: (change) => fireClockStep(change, clock, step) };
  }
  for (const escalation of complaint.escalations) {
    const at = managementStepAt(escalation);
    if (isFirst(at)) first = { at, run: (change) => escalateOverdue(change, escalation, at) };
  }
  return first;
}

function fireClockStep(change: Change, clock: SlaClock, step: ClockStep): void {
  const taken = applyStep(clock, step, change.now);
  replaceClock(change, taken);
  const facts = { clock: clock.clock, dueAt: clock.dueAt.toISOString(), at: change.at };
  const pause = openPause(clock);
  switch (step.kind) {
    case 'warn':
      change.raise(ComplaintClockWarned, facts);
      change.addHistory('clock-warned', { reason: clock.clock }, system);
      break;
    case 'breach':
      change.raise(ComplaintClockBreached, facts);
      change.addHistory('clock-breached', { reason: clock.clock }, system);
      break;
    case 'remind':
      if (!pause) break;
      change.raise(ComplaintPauseReminded, {
        clock: clock.clock,
        pausedSince: pause.from,
        runsAgainAt: pause.until,
        at: change.at,
      });
      change.addHistory('pause-reminded', { reason: clock.clock, to: pause.until }, system);
      break;
    case 'resume':
      if (!pause) break;
      change.raise(ComplaintPauseExpired, { ...facts, pausedSince: pause.from });
      change.addHistory('clock-resumed', { reason: `${clock.clock}: the pause has lasted as long as it may` }, system);
      break;
    case 'escalate':
      escalate(change, step.level, 'breach', taken);
  }
}

/** Management did not act in time: escalates to the next level, unless the clock has reached that level already. */
function escalateOverdue(change: Change, late: Escalation, at: Date): void {
  replaceEscalation(change, { ...late, overdueAt: at });
  const why = late.clock ? `${late.reason}: ${late.clock}` : late.reason;
  change.addHistory('management-overdue', { reason: why, from: `level ${late.level}` }, system);
  const clock = change.complaint.clocks.find((one) => one.clock === late.clock && one.cycle === late.cycle);
  const next = (late.level ?? 0) + 1;
  if (
    next > topLevelOf(change.context.policyContext.hierarchy, chainFor(change, clock)) ||
    (clock && clock.level >= next)
  )
    return;
  escalate(change, next, 'management_overdue', clock ?? null);
}

/**
 * Escalates to a level, or to the next one that has people. Without a clock it is immediate: once while an escalation
 * to the same level for the same reason is open. The chain of a clock goes on above the level that was reached.
 */
export function escalate(
  change: Change,
  wanted: number,
  reason: string,
  clock: SlaClock | null,
  said: string | null = null,
): void {
  const { id: complaintId, cycle, team } = change.complaint;
  const chain = chainFor(change, clock);
  const { level, people, empty } = resolveEscalationTarget(wanted, change.context.policyContext.hierarchy, {
    team,
    chain,
    now: change.now,
  });
  if (!clock && isEscalatedTo(change, level, reason)) return;
  const escalation: Escalation = {
    id: change.context.newId(),
    complaintId,
    cycle: clock?.cycle ?? cycle,
    clock: clock?.clock ?? null,
    level,
    team: null,
    reason,
    note: said ?? (empty.length > 0 ? empty.map(emptyLevelNote).join(', ') : null),
    people,
    at: change.now,
    dueAt: actBy(chain, level, change.now),
    overdueAt: null,
    acknowledgedAt: null,
    action: null,
    handledBy: null,
    closedAt: null,
  };
  for (const passed of empty)
    change.addHistory(
      'level-empty',
      { reason: emptyLevelNote(passed), from: `level ${passed}`, to: `level ${level}` },
      system,
    );
  if (clock && clock.level < level) replaceClock(change, { ...clock, level });
  change.set({ escalations: [...change.complaint.escalations, escalation] });
  change.raise(ComplaintEscalated, {
    at: change.at,
    escalationId: escalation.id,
    kind: 'hierarchical',
    level,
    people: (people ?? []).map(({ id }) => id),
    reason,
    clock: escalation.clock,
  });
  const why = clock ? `${reason}: ${clock.clock}` : reason;
  change.addHistory(
    'escalated',
    { reason: said ? `${why}: ${said}` : why, to: `level ${level}` },
    said ? undefined : system,
  );
}

const emptyLevelNote = (level: number): string => `level ${level} is empty`;

export const isEscalatedTo = ({ complaint }: Change, level: number, reason: string): boolean =>
  complaint.escalations.some(
    (one) => one.clock === null && one.level === level && one.reason === reason && isOpenEscalation(one),
  );

/** The chain that the clock was started under; else that of the policy in force. */
const chainFor = (change: Change, clock: SlaClock | null | undefined): EscalationChain =>
  clock?.ladder ?? change.context.policyContext.policy.ladder;

/** Counted from the escalation on, whatever delayed it. */
function actBy(chain: EscalationChain, level: number, now: Date): Date | null {
  const length = chain.find((step) => step.level === level)?.actWithin;
  return length === undefined ? null : dueAt(now, length, roundTheClock);
}
