import type { Baseline, Subject } from '../../detection/baseline.ts';
import {
  type BaselineVersion,
  begin,
  type Course,
  type Design,
  judgeNext,
  learn,
  learnIfDue,
  memoryDays,
  nextVersion,
} from '../../detection/course.ts';
import { type JudgedSlot, judgeSlot } from '../../detection/judge-slot.ts';
import type { DetectorMethod } from '../../detection/limits.ts';
import { dayMs, graceMs, type LocalTime, SlotCalendar, type SlotUnit } from '../../detection/slot-calendar.ts';
import {
  asJudged,
  asOfNow,
  knownAt,
  type MeasuredHour,
  pastSlots,
  type Series,
  slotsOf,
} from '../../measurements/slots-of-hours.ts';
import { metricKind } from '../../metrics/metric.ts';
import { detectorParameters, unitFor } from '../detector-parameters.ts';
import type { Monitor } from '../monitor.ts';
import type { Watch } from '../watch.ts';

// A learning monitor under a stream of events tries again after so long; a busy one judges so many slots at a time.
const tryAgainMs = 10_000;
const maxSlotsAtOnce = 500;

export interface WatchInput {
  readonly monitor: Monitor & { readonly method: DetectorMethod };
  readonly now: number;
  readonly zone: LocalTime;
  /** Days between false alarms that the promise asks of each monitor. */
  readonly everyDays: number;
  /** What was measured: from `needsFrom` on. */
  readonly hours: readonly MeasuredHour[];
  /** Slots that belong to alarms. */
  readonly outOfControl: ReadonlySet<number>;
}

export interface WatchedSlot extends JudgedSlot {
  readonly baselineVersion: number;
  readonly inControl: boolean;
}

export interface WatchStep {
  readonly watch: Watch;
  readonly judged: readonly WatchedSlot[];
  readonly versions: readonly BaselineVersion[];
  /** The slots from here on belong to an alarm that began now. */
  readonly alarmSince: number | null;
  readonly firing: boolean;
  /** The latest slot, also one that is not over; null while it learns. */
  readonly latest: JudgedSlot | null;
  readonly nextCheckAt: Date | null;
}

export const newWatch: Watch = { unit: null, nextSlot: null, learnFrom: null, triedAt: null, course: begin };

export const subjectOf = (method: DetectorMethod): Subject =>
  method === 'rate' ? 'rate' : method === 'p_chart' ? 'share' : 'score';

/** From when on it needs the hours: those it judges, or all it may learn from. */
export function needsFrom({ watch }: Pick<Monitor, 'watch'>, now: number): number {
  const memory = now - memoryDays * dayMs;
  if (!watch?.course.current) return Math.max(memory, watch?.learnFrom ?? memory);
  const { nextSlot, course, learnFrom } = watch;
  const learns = course.relearnAt !== null && course.relearnAt <= now;
  return learns ? Math.max(memory, learnFrom ?? memory) : (nextSlot ?? now);
}

/** Learns, judges the slots that are over, and looks at the one that is not. */
export function advanceWatch(input: WatchInput): WatchStep {
  const watch = input.monitor.watch ?? newWatch;
  if (!watch.course.current) return startOrWait(input, watch);
  return judgeOn(input, watch, []);
}

function startOrWait(input: WatchInput, watch: Watch): WatchStep {
  const { monitor, now, zone } = input;
  const parameters = detectorParameters(monitor.method, monitor.parameters);
  const givenUnit = parameters.unit ?? watch.unit;
  if (givenUnit) {
    const calendar = new SlotCalendar(givenUnit, zone);
    const slot = calendar.startOf(now);
    const byHand = parameters.baselineFor(givenUnit, slot);
    if (byHand && watch.learnFrom === null) return startWith(input, watch, givenUnit, slot, byHand, null);
  }
  if (watch.triedAt !== null && now - watch.triedAt < tryAgainMs) {
    return waiting(watch, watch.triedAt + tryAgainMs);
  }
  const unit = parameters.unit ?? unitFor(dailyVolume(input));
  const slot = new SlotCalendar(unit, zone).startOf(now);
  const design = designOf(input, unit);
  const past = pastSlots(seriesOf(input, unit), slot, knownAt(now), new Set());
  const baseline = learn(design, past, slot);
  const tried = { ...watch, unit, triedAt: now };
  if (!baseline) return waiting(tried, design.calendar.next(slot) + graceMs);
  return startWith(input, tried, unit, slot, baseline, { from: past[0]?.at ?? slot, to: slot });
}

const waiting = (watch: Watch, until: number): WatchStep => ({
  watch,
  judged: [],
  versions: [],
  alarmSince: null,
  firing: false,
  latest: null,
  nextCheckAt: new Date(until),
});

function startWith(
  input: WatchInput,
  watch: Watch,
  unit: SlotUnit,
  slot: number,
  baseline: Baseline,
  learned: { readonly from: number; readonly to: number } | null,
): WatchStep {
  const design = designOf(input, unit);
  const before = watch.course.current;
  const current = nextVersion(design, baseline, before, slot, learned);
  const version = { ...current, version: (watch.lastVersion ?? 0) + 1 };
  const relearnAt = learned ? slot + 7 * dayMs : null;
  const course: Course = { ...begin, current: version, relearnAt };
  return judgeOn(input, { ...watch, unit, nextSlot: slot, course, lastVersion: version.version }, [version]);
}

function judgeOn(input: WatchInput, watch: Watch, begun: readonly BaselineVersion[]): WatchStep {
  const unit = watch.unit ?? 'day';
  const { now, everyDays, outOfControl } = input;
  const design = designOf(input, unit);
  const { calendar } = design;
  const series = seriesOf(input, unit);
  const versions = [...begun];
  const judged: WatchedSlot[] = [];
  let { course, nextSlot } = watch;
  let alarmSince: number | null = null;
  const { current } = course;
  if (current && current.everyDays !== everyDays) {
    const moved = nextVersion(design, current.baseline, current, nextSlot ?? now, null);
    const version = { ...moved, learnedFrom: current.learnedFrom, learnedTo: current.learnedTo };
    course = { ...course, current: version };
    versions.push(version);
  }
  const open = slotsOf(series, nextSlot ?? now, now + 1, asJudged);
  for (const slot of open.slice(0, maxSlotsAtOnce)) {
    const end = calendar.next(slot.at);
    if (end + graceMs > now) break;
    const version = course.current?.version;
    const alarmed = new Set([...outOfControl, ...judged.flatMap(({ at, inControl }) => (inControl ? [] : [at]))]);
    course = learnIfDue(design, course, () => pastSlots(series, slot.at, knownAt(slot.at), alarmed), slot.at);
    if (course.current && course.current.version !== version) versions.push(course.current);
    const step = judgeNext(course, slot);
    course = step.course;
    nextSlot = end;
    if (step.judged) {
      const baselineVersion = course.current?.version ?? 0;
      judged.push({ ...step.judged, baselineVersion, inControl: !course.state.firing });
    }
    if (step.alarmSince !== null) {
      const since = step.alarmSince;
      alarmSince = Math.min(alarmSince ?? since, since);
      for (const [index, before] of judged.entries())
        if (before.at >= since) judged[index] = { ...before, inControl: false };
    }
  }
  const ahead = lookAhead(course, series, nextSlot ?? now, now);
  return {
    watch: { ...watch, nextSlot, course, lastVersion: course.current?.version ?? watch.lastVersion ?? 0 },
    judged,
    versions,
    alarmSince,
    firing: course.state.firing || ahead?.signal === 'alarm',
    latest: ahead ?? judged.at(-1) ?? null,
    nextCheckAt: new Date(Math.max(now + 1, calendar.next(nextSlot ?? now) + graceMs)),
  };
}

/**
 * Counts only grow: when the count so far is too many for a whole slot, nobody need wait for its end. The same slot
 * alarms at its end as well, so this costs no false alarm.
 */
function lookAhead(course: Course, series: Series, nextSlot: number, now: number): JudgedSlot | null {
  if (series.subject !== 'rate' || !course.current) return null;
  let { state } = course;
  let latest: JudgedSlot | null = null;
  for (const slot of slotsOf(series, nextSlot, now + 1, asOfNow)) {
    const step = judgeSlot(course.current.baseline, course.current.limits, state, slot);
    latest = {
      ...step.judged,
      signal: step.judged.signal === 'on' && !course.state.firing ? 'alarm' : step.judged.signal,
    };
    state = step.state;
  }
  return latest;
}

function dailyVolume({ hours, now }: WatchInput): number {
  const first = hours[0]?.hour.getTime();
  if (first === undefined) return 0;
  return hours.reduce((sum, { n }) => sum + n, 0) / Math.max(1, (now - first) / dayMs);
}

export function designOf(
  { monitor, zone, everyDays }: Omit<WatchInput, 'hours' | 'outOfControl' | 'now'>,
  unit: SlotUnit,
): Design {
  const { learnDays } = detectorParameters(monitor.method, monitor.parameters);
  const subject = subjectOf(monitor.method);
  return { method: monitor.method, subject, calendar: new SlotCalendar(unit, zone), everyDays, learnDays };
}

export const seriesOf = (
  { monitor, zone, hours }: Pick<WatchInput, 'monitor' | 'zone' | 'hours'>,
  unit: SlotUnit,
): Series => ({
  subject: subjectOf(monitor.method),
  kind: monitor.metric === null ? null : (metricKind(monitor.metric) ?? null),
  calendar: new SlotCalendar(unit, zone),
  hours,
});
