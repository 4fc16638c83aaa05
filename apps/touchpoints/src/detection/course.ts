import type { Baseline, Subject } from './baseline.ts';
import { atRest, type DetectorState, type JudgedSlot, judgeSlot } from './judge-slot.ts';
import { learnScore, learnShare } from './learn-answers.ts';
import { learnRate } from './learn-rate.ts';
import { type DetectorMethod, type Limits, limitsFor } from './limits.ts';
import type { PastSlot, Slot } from './slot.ts';
import { dayMs, type SlotCalendar } from './slot-calendar.ts';

/** A baseline with the limits that follow from it, in force from `from` on. */
export interface BaselineVersion {
  readonly version: number;
  readonly from: number;
  /** First and last moment of the data it learned from; null when it was given by hand. */
  readonly learnedFrom: number | null;
  readonly learnedTo: number | null;
  readonly baseline: Baseline;
  readonly limits: Limits;
  readonly everyDays: number;
}

/** Where the watch of a monitor stands. */
export interface Course {
  readonly state: DetectorState;
  readonly current: BaselineVersion | null;
  /** When the baseline is learned again; null: never, it was given by hand. */
  readonly relearnAt: number | null;
}

export const begin: Course = { state: atRest, current: null, relearnAt: 0 };

export interface Design {
  readonly method: DetectorMethod;
  readonly subject: Subject;
  readonly calendar: SlotCalendar;
  /** Days between false alarms that the promise asks of this monitor. */
  readonly everyDays: number;
  /** How long it learns before it judges. */
  readonly learnDays: number;
}

/** Enough to judge by: the time to learn has passed, and there is something to count. */
const leastEvents = 20;
const leastFilled = 20;
const rareLearnDays = 90;

/** The baseline from slots before `to`; null while there is too little to learn from. */
export function learn(
  { subject, calendar, learnDays }: Design,
  past: readonly PastSlot[],
  to: number,
): Baseline | null {
  const first = past[0];
  if (!first || to - first.at < (learnDays - 0.5) * dayMs) return null;
  if (subject === 'rate') {
    const events = past.reduce((sum, { n }) => sum + n, 0);
    if (events < leastEvents && to - first.at < rareLearnDays * dayMs) return null;
    return learnRate(past, to, calendar.unit);
  }
  if (past.filter(({ n }) => n > 0).length < leastFilled) return null;
  return subject === 'score' ? learnScore(past, to, calendar.unit) : learnShare(past, to, calendar.unit);
}

/** The next version; limits are kept while they still hold for the baseline. */
export function nextVersion(
  design: Design,
  baseline: Baseline,
  before: BaselineVersion | null,
  at: number,
  learned: { readonly from: number; readonly to: number } | null,
): BaselineVersion {
  const { method, everyDays, calendar } = design;
  const kept = before !== null && before.everyDays === everyDays && isAlike(before.baseline, baseline);
  return {
    version: (before?.version ?? 0) + 1,
    from: at,
    learnedFrom: learned?.from ?? null,
    learnedTo: learned?.to ?? null,
    baseline,
    limits: kept ? before.limits : limitsFor(method, baseline, everyDays, calendar),
    everyDays,
  };
}

/** Limits move little with the baseline: those of one within a twentieth serve as well. */
function isAlike(a: Baseline, b: Baseline): boolean {
  const near = (x: number, y: number, share = 0.05) => Math.abs(x - y) <= share * Math.max(Math.abs(x), Math.abs(y));
  if (a.subject === 'rate' && b.subject === 'rate')
    return near(a.level, b.level, 0.15) && Math.abs(a.dispersion - b.dispersion) <= 0.1 * a.dispersion + 0.01;
  if (a.subject === 'score' && b.subject === 'score') return near(a.filled, b.filled, 0.1);
  if (a.subject !== 'share' || b.subject !== 'share') return false;
  return (
    near(a.share, b.share, 0.1) &&
    near(a.dispersion, b.dispersion, 0.15) &&
    a.sizes.every((n, index) => near(n, b.sizes[index] as number, 0.2))
  );
}

const relearnDays = 7;

/** Learns before the slot at `at` when it is time. `past` are the slots before it. */
export function learnIfDue(design: Design, course: Course, past: () => readonly PastSlot[], at: number): Course {
  if (course.relearnAt === null || at < course.relearnAt) return course;
  const slots = past();
  const baseline = learn(design, slots, at);
  const learnedFrom = slots[0]?.at ?? at;
  if (!baseline) return course.current ? { ...course, relearnAt: at + 7 * dayMs } : course;
  const current = nextVersion(design, baseline, course.current, at, { from: learnedFrom, to: at });
  return { ...course, current, relearnAt: at + relearnDays * dayMs };
}

export interface CourseStep {
  readonly course: Course;
  /** Null while it learns. */
  readonly judged: JudgedSlot | null;
  /** When this slot begins an alarm: the slots from here on are part of it, and no data to learn from. */
  readonly alarmSince: number | null;
}

export function judgeNext(course: Course, slot: Slot): CourseStep {
  if (!course.current) return { course, judged: null, alarmSince: null };
  const { baseline, limits } = course.current;
  const { state, judged } = judgeSlot(baseline, limits, course.state, slot);
  const alarmSince = judged.signal === 'alarm' ? (state.risingSince ?? slot.at) : null;
  return { course: { ...course, state }, judged, alarmSince };
}

export interface Run {
  readonly course: Course;
  readonly judged: readonly JudgedSlot[];
  readonly versions: readonly BaselineVersion[];
  /** The slots with whether they are in control, oldest first. */
  readonly past: readonly PastSlot[];
}

/** How much of the past a baseline looks at. */
export const memoryDays = 400;

/** Runs a monitor over slots in their order, each judged with the baseline that was known then. */
export function runCourse(
  design: Design,
  slots: readonly Slot[],
  from: Course = begin,
  known: readonly PastSlot[] = [],
): Run {
  const past: PastSlot[] = [...known];
  const judged: JudgedSlot[] = [];
  const versions: BaselineVersion[] = [];
  let course = from;
  for (const slot of slots) {
    const version = course.current?.version;
    course = learnIfDue(design, course, () => past.filter(({ at }) => at >= slot.at - memoryDays * dayMs), slot.at);
    if (course.current && course.current.version !== version) versions.push(course.current);
    const step = judgeNext(course, slot);
    course = step.course;
    if (step.judged) judged.push(step.judged);
    if (step.alarmSince !== null) excludeSince(past, step.alarmSince);
    past.push({ ...slot, inControl: !course.state.firing });
  }
  return { course, judged, versions, past };
}

function excludeSince(past: PastSlot[], since: number): void {
  for (let index = past.length - 1; index >= 0; index--) {
    const slot = past[index] as PastSlot;
    if (slot.at < since) return;
    past[index] = { ...slot, inControl: false };
  }
}
