import { isDeepStrictEqual } from 'node:util';
import {
  ComplaintClockBreached,
  ComplaintClockWarned,
  ComplaintPauseReminded,
  type EventData,
} from '@harken/contracts';
import { expect } from '@jest/globals';
import { millisecondsOf } from '../../calendars/duration.ts';
import type { Complaint } from '../complaint.ts';
import { clockKey, immutableFields } from '../history/complaint-state.ts';
import { rebuild } from '../history/rebuild.ts';
import { isRunning, openPause, type SlaClock } from '../sla-clock.ts';
import type { Course } from './course.builder.ts';
import type { CourseModel } from './course-model.builder.ts';

/** A rule that does not hold, in the words of the rule. */
function rule(text: string, holds: boolean, seen: unknown = ''): void {
  if (!holds) throw new Error(`${text} ${JSON.stringify(seen)}`);
}

/** What holds after every act, also after one that was refused. */
export function holdsAlways(model: CourseModel, course: Course): void {
  const { complaint } = course;
  noEndWithoutAnswer(complaint, course);
  clocksRun(model, complaint);
  stepsFireOnce(model, course);
}

function noEndWithoutAnswer({ status, cycle }: Complaint, { answers }: Course): void {
  const isEnd = ['resolved', 'closed', 'rejected', 'withdrawn', 'duplicate'].includes(status);
  const kinds = answers.filter((one) => one.cycle === cycle).map(({ kind }) => kind);
  const tells = status === 'withdrawn' ? 'withdrawal' : 'duplicate';
  const answer =
    status === 'withdrawn' || status === 'duplicate'
      ? kinds.includes(tells)
      : kinds.includes('answer') || kinds.includes('rejection');
  rule('no terminal state without an answer', !isEnd || answer, { status, cycle });
}

function clocksRun(model: CourseModel, { clocks, status }: Complaint): void {
  const running = clocks.filter(isRunning);
  const names = running.map(({ clock }) => clock).sort();
  const expected = model.expectedClocks().sort();
  rule('a running clock whenever one must run', names.join() === expected.join(), { running: names, expected });
  const paused = running.filter(openPause).map(({ clock }) => clock);
  const allowed = status === 'pending_customer' ? ['first_resolution', 'resolution'] : [];
  rule(
    'clocks stand still for the customer only',
    paused.every((name) => allowed.includes(name)),
    { status, paused },
  );
}

/** Each step once: no warning, breach or reminder is told twice, and no level is reached twice for a clock. */
function stepsFireOnce(model: CourseModel, { events, complaint }: Course): void {
  for (const { contract, data } of events.slice(model.seenEvents)) {
    const key = stepOf(contract.type, data);
    if (!key) continue;
    rule('each step once', !model.fired.has(key), key);
    model.fired.add(key);
  }
  model.seenEvents = events.length;
  const levels = complaint.escalations
    .filter(({ clock }) => clock !== null)
    .map(({ cycle, clock, level }) => `${cycle}:${clock} level ${level}`);
  rule('each level once', new Set(levels).size === levels.length, levels);
}

function stepOf(type: string, data: unknown): string | null {
  if (type === ComplaintClockWarned.type || type === ComplaintClockBreached.type) {
    const { clock, dueAt } = data as EventData<typeof ComplaintClockWarned>;
    return `${type} ${clock} ${dueAt}`;
  }
  if (type !== ComplaintPauseReminded.type) return null;
  const { clock, pausedSince, runsAgainAt } = data as EventData<typeof ComplaintPauseReminded>;
  return `${type} ${clock} ${pausedSince} ${runsAgainAt}`;
}

/** A clock that was given another deadline may warn and break once more, where it was taken back. */
export function forgetTakenBack(model: CourseModel, course: Course): void {
  stepsFireOnce(model, course);
  const { complaint } = course;
  for (const { clock, warnedAt, breachedAt } of complaint.clocks.filter(isRunning))
    for (const key of model.fired) {
      const [type, name] = key.split(' ');
      const takenBack =
        type === ComplaintClockWarned.type ? !warnedAt : type === ComplaintClockBreached.type && !breachedAt;
      if (name === clock && takenBack) model.fired.delete(key);
    }
}

/** What holds after a command: what was due before it has fired. Of a clock that it set anew, the worker fires the rest. */
export function nothingIsLate({ complaint, now }: Course): void {
  for (const clock of complaint.clocks) if (clock.effectiveFrom < now) clockIsNotLate(clock, now);
  managementIsNotLate(complaint, now);
}

/** What holds after the worker. */
export function nothingIsDue({ complaint, now }: Course): void {
  for (const clock of complaint.clocks) clockIsNotLate(clock, now);
  managementIsNotLate(complaint, now);
}

function clockIsNotLate(clock: SlaClock, now: Date): void {
  const late = isRunning(clock) ? lateStep(clock, now) : null;
  rule('no clock due in the past that has not fired', late === null, { clock: clockKey(clock), late, now });
}

function managementIsNotLate({ escalations }: Complaint, now: Date): void {
  for (const { level, dueAt, overdueAt, acknowledgedAt, closedAt } of escalations) {
    const isDue = dueAt !== null && dueAt <= now && !acknowledgedAt && !closedAt;
    rule('no time of management over that nobody noticed', !isDue || overdueAt !== null, { level, dueAt, now });
  }
}

/** Computed without `nextStep`. */
function lateStep(clock: SlaClock, now: Date): string | null {
  const pause = openPause(clock);
  if (pause) {
    if (new Date(pause.until) <= now) return `stands still since ${pause.from}`;
    return new Date(pause.remindAt) <= now && !pause.reminded ? 'a reminder' : null;
  }
  if (clock.dueAt <= now && !clock.breachedAt) return 'a breach';
  if (clock.warnAt <= now && !clock.warnedAt) return 'a warning';
  const { breachedAt } = clock;
  if (!breachedAt || clock.ladderStopped) return null;
  const due = clock.ladder.filter(({ after }) => breachedAt.getTime() + millisecondsOf(after) <= now.getTime());
  return due.every(({ level }) => level <= clock.level) ? null : `level ${due.at(-1)?.level}`;
}

/** The history alone tells how the complaint stands. */
export function historyRebuilds({ complaint, history }: Course): void {
  const rebuilt = rebuild(history);
  alike(rebuilt && inOrder(rebuilt as never), inOrder(withoutSettled(complaint)));
}

/** `expect` only to say what is not alike: it costs more than all the rest. */
export function alike(one: unknown, other: unknown): void {
  if (!isDeepStrictEqual(one, other)) expect(one).toEqual(other);
}

/** The same, whatever the order of its clocks. */
export const inOrder = <T extends Pick<Complaint, 'clocks' | 'escalations'>>(state: T): T => ({
  ...state,
  clocks: state.clocks.toSorted((a, b) => (clockKey(a) < clockKey(b) ? -1 : 1)),
  escalations: state.escalations.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
});

const withoutSettled = (complaint: Complaint): Complaint =>
  Object.fromEntries(Object.entries(complaint).filter(([name]) => !immutableFields.includes(name as never))) as never;
