import {
  ComplaintClockBreached,
  ComplaintClockWarned,
  ComplaintEscalated,
  ComplaintEscalatedToNobody,
  ComplaintPauseExpired,
  ComplaintPauseReminded,
} from '@harken/contracts';
import { dueAt, roundTheClock } from '../../calendars/due-at.ts';
import { millisecondsOf } from '../../calendars/duration.ts';
import {
  type EscalationChain,
  resolveEscalationTarget,
  topLevelOf,
} from '../../policies/management-levels/hierarchy.ts';
import { type CommandContext, type Complaint, system } from '../complaint.ts';
import { type Escalation, isOpenEscalation, managementStepAt } from '../escalation.ts';
import { Change, type Decision, event, withClock, withEscalation } from '../history/change.ts';
import { initialEscalation } from '../history/complaint-state.ts';
import { applyStep, type ClockStep, nextStep, openPause, type SlaClock } from '../sla-clock.ts';

interface DueStep {
  readonly at: Date;
  run(change: Change): void;
}

/** Fires the due steps, then decides. */
export function decideWith(complaint: Complaint, context: CommandContext, act: (change: Change) => void): Decision {
  const change = new Change(complaint, context);
  fireDueSteps(change);
  act(change);
  return change.decision();
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
  if (step.kind === 'escalate') {
    escalate(change, step.level, 'breach', taken);
    return;
  }
  const { action, reason = clock.clock, to, raised } = clockStepEvent(clock, step.kind, change.at);
  change.apply(raised, {
    patch: withClock(change.complaint, taken),
    history: { action, reason, ...(to && { to }), actor: system },
  });
}

function clockStepEvent(clock: SlaClock, kind: Exclude<ClockStep['kind'], 'escalate'>, at: string): ClockStepEvent {
  const facts = { clock: clock.clock, dueAt: clock.dueAt.toISOString(), at };
  if (kind === 'warn') return { action: 'clock-warned', raised: event(ComplaintClockWarned, facts) };
  if (kind === 'breach') return { action: 'clock-breached', raised: event(ComplaintClockBreached, facts) };
  const pause = openPause(clock);
  if (!pause) throw new TypeError(`A clock that is not paused has no step ${kind}.`);
  const { from: pausedSince, until } = pause;
  if (kind === 'resume')
    return {
      action: 'clock-resumed',
      reason: `${clock.clock}: the pause has lasted as long as it may`,
      raised: event(ComplaintPauseExpired, { ...facts, pausedSince }),
    };
  const reminded = { clock: clock.clock, pausedSince, runsAgainAt: until, at };
  return { action: 'pause-reminded', to: until, raised: event(ComplaintPauseReminded, reminded) };
}

interface ClockStepEvent {
  readonly action: string;
  readonly reason?: string;
  readonly to?: string;
  readonly raised: ReturnType<typeof event>;
}

/** Management did not act in time: escalates to the next level, unless the clock has reached that level already. */
function escalateOverdue(change: Change, late: Escalation, at: Date): void {
  const reason = late.clock ? `${late.reason}: ${late.clock}` : late.reason;
  change.apply(null, {
    patch: withEscalation(change.complaint, { ...late, overdueAt: at }),
    history: { action: 'management-overdue', reason, from: `level ${late.level}`, actor: system },
  });
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
    ...initialEscalation,
    id: change.context.newId(),
    complaintId,
    cycle: clock?.cycle ?? cycle,
    clock: clock?.clock ?? null,
    level,
    reason,
    note: said ?? (empty.length > 0 ? empty.map(emptyLevelNote).join(', ') : null),
    people,
    at: change.now,
    dueAt: actBy(chain, level, change.now),
  };
  for (const passed of empty) {
    const levels = { from: `level ${passed}`, to: `level ${level}` };
    change.apply(null, {
      history: { action: 'level-empty', reason: emptyLevelNote(passed), ...levels, actor: system },
    });
  }
  const why = clock ? `${reason}: ${clock.clock}` : reason;
  const raised = event(ComplaintEscalated, {
    at: change.at,
    escalationId: escalation.id,
    kind: 'hierarchical',
    level,
    people: (people ?? []).map(({ id }) => id),
    reason,
    clock: escalation.clock,
  });
  change.apply(raised, {
    patch: {
      ...(clock && withClock(change.complaint, { ...clock, level: Math.max(clock.level, level) })),
      escalations: [...change.complaint.escalations, escalation],
    },
    history: {
      action: 'escalated',
      reason: said ? `${why}: ${said}` : why,
      to: `level ${level}`,
      ...(!said && { actor: system }),
    },
  });
  if (people && people.length > 0) return;
  const { at } = change;
  const facts = { escalationId: escalation.id, level, reason, clock: escalation.clock, at };
  change.apply(event(ComplaintEscalatedToNobody, facts), {});
}

/** Escalates a missed deadline of the past to the level it has reached by now. The levels below are passed over. */
export function escalateToReachedLevel(change: Change, clock: SlaClock): void {
  const { breachedAt } = clock;
  if (breachedAt === null) return;
  const reached = clock.ladder.findLast(
    ({ after }) => breachedAt.getTime() + millisecondsOf(after) <= change.now.getTime(),
  );
  if (reached) escalate(change, reached.level, 'breach', clock);
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
