import {
  ComplaintClockBreached,
  ComplaintClockWarned,
  ComplaintEscalated,
  ComplaintPauseExpired,
  ComplaintPauseReminded,
} from '@harken/contracts';
import { dueAt, wall } from '../../calendars/due-at.ts';
import { highest, type Ladder, placeFor } from '../../policies/management-levels/hierarchy.ts';
import { type Clock, nextStep, openPause, type Step, take } from '../clock.ts';
import { system } from '../complaint.ts';
import { type Escalation, isOpen, managementStepAt } from '../escalation.ts';
import { type Change, replaceClock, replaceEscalation } from '../history/change.ts';

interface Due {
  readonly at: Date;
  fire(change: Change): void;
}

/** Fires every step that is due, of clocks and of management, oldest first: after days of standstill nothing is skipped. */
export function fireDueSteps(change: Change): void {
  for (let due = nextDue(change); due; due = nextDue(change)) due.fire(change);
}

function nextDue({ complaint, now }: Change): Due | undefined {
  let first: Due | undefined;
  const isFirst = (at: Date | null | undefined): at is Date => !!at && at <= now && (!first || at < first.at);
  for (const clock of complaint.clocks) {
    const step = nextStep(clock);
    if (step && isFirst(step.dueAt)) first = { at: step.dueAt, fire: (change) => fire(change, clock, step) };
  }
  for (const escalation of complaint.escalations) {
    const at = managementStepAt(escalation);
    if (isFirst(at)) first = { at, fire: (change) => passOn(change, escalation, at) };
  }
  return first;
}

function fire(change: Change, clock: Clock, step: Step): void {
  const taken = take(clock, step, change.now);
  replaceClock(change, taken);
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
      escalate(change, step.level, 'breach', taken);
  }
}

/** Management had its time and did nothing: the next level hears of it, unless the clock has brought it there before. */
function passOn(change: Change, late: Escalation, at: Date): void {
  replaceEscalation(change, { ...late, overdueAt: at });
  const why = late.clock ? `${late.reason}: ${late.clock}` : late.reason;
  change.record('management-overdue', { reason: why, from: `level ${late.level}` }, system);
  const clock = change.complaint.clocks.find((one) => one.clock === late.clock && one.cycle === late.cycle);
  const next = (late.level ?? 0) + 1;
  if (next > highest(change.moment.terms.hierarchy, ladderOf(change, clock)) || (clock && clock.level >= next)) return;
  escalate(change, next, 'management_overdue', clock ?? null);
}

/**
 * Brings the complaint before a level, or before the next one that has people. Without a clock: straight to management,
 * once as long as it stands there for the same reason. The ladder of a clock goes on above the level that was reached.
 */
export function escalate(
  change: Change,
  wanted: number,
  reason: string,
  clock: Clock | null,
  said: string | null = null,
): void {
  const { id: complaintId, cycle, team } = change.complaint;
  const ladder = ladderOf(change, clock);
  const { level, people, empty } = placeFor(wanted, change.moment.terms.hierarchy, { team, ladder, now: change.now });
  if (!clock && standsBefore(change, level, reason)) return;
  const escalation: Escalation = {
    id: change.moment.newId(),
    complaintId,
    cycle: clock?.cycle ?? cycle,
    clock: clock?.clock ?? null,
    level,
    team: null,
    reason,
    note: said ?? (empty.length > 0 ? empty.map(isEmpty).join(', ') : null),
    people,
    at: change.now,
    dueAt: timeToAct(ladder, level, change.now),
    overdueAt: null,
    acknowledgedAt: null,
    action: null,
    handledBy: null,
    closedAt: null,
  };
  for (const passed of empty)
    change.record('level-empty', { reason: isEmpty(passed), from: `level ${passed}`, to: `level ${level}` }, system);
  if (clock && clock.level < level) replaceClock(change, { ...clock, level });
  change.set({ escalations: [...change.complaint.escalations, escalation] });
  change.tell(ComplaintEscalated, {
    at: change.at,
    escalationId: escalation.id,
    kind: 'hierarchical',
    level,
    people: (people ?? []).map(({ id }) => id),
    reason,
    clock: escalation.clock,
  });
  const why = clock ? `${reason}: ${clock.clock}` : reason;
  change.record(
    'escalated',
    { reason: said ? `${why}: ${said}` : why, to: `level ${level}` },
    said ? undefined : system,
  );
}

const isEmpty = (level: number): string => `level ${level} is empty`;

export const standsBefore = ({ complaint }: Change, level: number, reason: string): boolean =>
  complaint.escalations.some(
    (one) => one.clock === null && one.level === level && one.reason === reason && isOpen(one),
  );

/** A clock brings along what was promised under; else the policy in force says how long each level may take. */
const ladderOf = (change: Change, clock: Clock | null | undefined): Ladder =>
  clock?.ladder ?? change.moment.terms.policy.ladder;

/** Counted from the moment at which it is brought to them, whatever made it late. */
function timeToAct(ladder: Ladder, level: number, now: Date): Date | null {
  const length = ladder.find((rung) => rung.level === level)?.actWithin;
  return length === undefined ? null : dueAt(now, length, wall);
}
