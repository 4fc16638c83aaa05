import {
  countCusumRunLength,
  ewmaRunLength,
  gapCusumRunLength,
  shareCusumRunLength,
  thresholdFor,
  twoSidedCusumRunLength,
} from '@harken/statistics';
import { type Baseline, expectedCount, type RateBaseline, type ShareBaseline } from './baseline.ts';
import { dayMs, type SlotCalendar, slotsPerDay } from './slot-calendar.ts';

export const detectors = ['ewma', 'cusum', 'p_chart', 'rate'] as const;
export type DetectorMethod = (typeof detectors)[number];

/** What is looked for: so many times as often, such odds, or such a shift in standard deviations of a slot. */
export const changes = [1.5, 2, 3] as const;
export type DelayDays = Readonly<Record<'1.5' | '2' | '3', number>>;

/** Weight of the newest slot in an EWMA; reference value of a CUSUM of scores. */
export const lambda = 0.2;
export const reference = 0.5;
/** Below so many events a day the times between them decide. */
export const rarePerDay = 0.2;

/** Thresholds of a detector, from the run-length table of its baseline, and what they promise. */
export interface Limits {
  /** `counts`: one per change; `gaps`: times between events, one per change; else one limit. */
  readonly by: 'counts' | 'gaps' | 'shares' | 'ewma' | 'cusum';
  readonly thresholds: readonly number[];
  readonly falseAlarmEveryDays: number;
  readonly delayDays: DelayDays;
}

const cells = 40;
// A bank alarms at most as often as its sums together.
const share = 1 / changes.length;
const maxSlots = 1e7;

/** The limits at which false alarms are at least `everyDays` apart. */
export function limitsFor(
  method: DetectorMethod,
  baseline: Baseline,
  everyDays: number,
  calendar: SlotCalendar,
): Limits {
  const perDay = slotsPerDay(calendar.unit);
  if (baseline.subject === 'rate') {
    const means = expectedWeek(baseline, calendar);
    const daily = (means.reduce((sum, mean) => sum + mean, 0) / means.length) * perDay;
    return daily < rarePerDay ? gapLimits(daily, everyDays) : countLimits(baseline, binned(means), everyDays, perDay);
  }
  const filled = Math.max(baseline.filled, 1e-3);
  if (baseline.subject === 'share') return shareLimits(baseline, everyDays, filled);
  return method === 'ewma' ? ewmaLimits(everyDays, filled) : cusumLimits(everyDays, filled);
}

/** The expected counts of the slots of the week that begins at the baseline's origin. */
export function expectedWeek(baseline: RateBaseline, calendar: SlotCalendar): number[] {
  const slots = calendar.slots(baseline.origin, baseline.origin + 7 * dayMs).slice(0, 7 * slotsPerDay(calendar.unit));
  return slots.map((at) => expectedCount(baseline, { at, ...calendar.placeOf(at) }));
}

/** The means in eight groups of neighbours, each as its mean: enough for the distribution of the steps. */
function binned(means: readonly number[]): number[] {
  if (means.length <= 8) return [...means];
  const ascending = [...means].sort((a, b) => a - b);
  const width = ascending.length / 8;
  return Array.from({ length: 8 }, (_, group) => {
    const part = ascending.slice(Math.round(group * width), Math.round((group + 1) * width));
    return part.reduce((sum, mean) => sum + mean, 0) / part.length;
  });
}

function countLimits({ dispersion }: RateBaseline, means: number[], everyDays: number, perDay: number): Limits {
  const target = Math.min(maxSlots, (everyDays * perDay) / share);
  const run = (ratio: number, threshold: number, factor: number) =>
    countCusumRunLength(means, dispersion, ratio, threshold, factor, cells);
  return bankLimits('counts', target, perDay, run, [2, 8]);
}

function gapLimits(daily: number, everyDays: number): Limits {
  const target = Math.min(maxSlots, (everyDays * daily) / share);
  const run = (ratio: number, threshold: number, factor: number) => gapCusumRunLength(ratio, threshold, factor, cells);
  const { delayDays, ...limits } = bankLimits('gaps', Math.max(2, target), daily, run, [0.1, 4]);
  // Run lengths are counted in events, and more of them come in when they are more frequent.
  const days = changes.map((factor) => [String(factor), delayDays[`${factor}` as keyof DelayDays] / factor]);
  return { ...limits, delayDays: Object.fromEntries(days) as DelayDays };
}

function shareLimits({ sizes, share: usual, dispersion }: ShareBaseline, everyDays: number, filled: number): Limits {
  const target = Math.min(maxSlots, (everyDays * filled) / share);
  const run = (ratio: number, threshold: number, factor: number) =>
    shareCusumRunLength(sizes, usual, dispersion, ratio, threshold, factor, cells);
  return bankLimits('shares', target, filled, run, [1, 8]);
}

/** One threshold per change, and the mean delay of the sum that is fastest. `perDay` turns run lengths into days. */
function bankLimits(
  by: Limits['by'],
  target: number,
  perDay: number,
  run: (ratio: number, threshold: number, factor: number) => number,
  [low, high]: readonly [number, number],
): Limits {
  const thresholds = changes.map((ratio) => thresholdFor(target, (threshold) => run(ratio, threshold, 1), low, high));
  const alarms = changes.map((ratio, index) => 1 / run(ratio, thresholds[index] as number, 1));
  const delays = changes.map((factor) => {
    const slots = changes.map((ratio, index) => run(ratio, thresholds[index] as number, factor));
    return [String(factor), Math.min(...slots) / perDay];
  });
  return {
    by,
    thresholds,
    falseAlarmEveryDays: 1 / alarms.reduce((sum, rate) => sum + rate, 0) / perDay,
    delayDays: Object.fromEntries(delays) as DelayDays,
  };
}

// Limits of standardised values depend on nothing but the run length: all monitors share them.
const known = new Map<string, Limits>();

function shared(
  by: 'ewma' | 'cusum',
  everyDays: number,
  filled: number,
  run: (limit: number, shift: number) => number,
) {
  const slots = Math.min(maxSlots, everyDays * filled);
  const key = `${by} ${slots.toPrecision(3)} ${filled.toPrecision(3)}`;
  const found = known.get(key);
  if (found) return found;
  const limit = thresholdFor(slots, (value) => run(value, 0), 1.5, 4);
  const delays = changes.map((shift) => [String(shift), run(limit, shift) / filled]);
  const limits: Limits = {
    by,
    thresholds: [limit],
    falseAlarmEveryDays: run(limit, 0) / filled,
    delayDays: Object.fromEntries(delays) as DelayDays,
  };
  if (known.size >= 500) known.clear();
  known.set(key, limits);
  return limits;
}

const ewmaLimits = (everyDays: number, filled: number): Limits =>
  shared('ewma', everyDays, filled, (limit, shift) => ewmaRunLength({ lambda, limit }, shift, 101));

const cusumLimits = (everyDays: number, filled: number): Limits =>
  shared('cusum', everyDays, filled, (h, shift) => twoSidedCusumRunLength({ k: reference, h }, shift, 0, 60));
