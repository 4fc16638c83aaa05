import {
  countCumulative,
  countLogRatio,
  ewmaSigma,
  gapLogRatio,
  nextCusum,
  nextEwma,
  nextLrCusum,
  raisedShare,
  shareLogRatio,
} from '@harken/statistics';
import { type Baseline, expectedCount, type RateBaseline, type ScoreBaseline, type ShareBaseline } from './baseline.ts';
import { changes, type Limits, lambda, reference } from './limits.ts';
import type { Slot } from './slot.ts';

/** What a detector remembers from slot to slot. */
export interface DetectorState {
  /** Counts and shares: one sum per change. `cusum`: upward and downward sum. `ewma`: the EWMA. */
  readonly sums: readonly number[];
  /** `gaps`: how many events were expected since the last one. */
  readonly exposure: number;
  /** Start of the first slot since which the sums have not been at rest: where a change began, if there is one. */
  readonly risingSince: number | null;
  readonly firing: boolean;
}

export const atRest: DetectorState = { sums: [], exposure: 0, risingSince: null, firing: false };

/** A slot beside what was expected. `low` and `high` hold 99.7 % of usual slots. */
export interface JudgedSlot {
  readonly at: number;
  readonly n: number;
  readonly value: number | null;
  readonly centre: number;
  readonly low: number;
  readonly high: number;
  /** `alarm`: the first slot of an alarm; `on`: it goes on. */
  readonly signal: 'alarm' | 'on' | null;
}

export interface SlotStep {
  readonly state: DetectorState;
  readonly judged: JudgedSlot;
}

// Above this many limits a sum goes no further, so that an alarm ends when things are well again.
const ceiling = 1.25;
// A single slot moves a score's detector by so many standard deviations at most.
const furthest = 4;

/** Judges one slot: the state after it, and its point of the chart. A slot without answers leaves scores as they are. */
export function judgeSlot(baseline: Baseline, limits: Limits, before: DetectorState, slot: Slot): SlotStep {
  const { thresholds } = limits;
  if (baseline.subject !== 'rate' && slot.n === 0) {
    const { centre, low, high } = pointOf(baseline, slot);
    const signal = before.firing ? 'on' : null;
    return { state: before, judged: { at: slot.at, n: 0, value: null, centre, low, high, signal } };
  }
  const { sums, exposure, levels } = advance(baseline, limits, before, slot);
  const over = Math.max(...levels);
  // Once it fires it goes on until the evidence is half gone.
  const firing = before.firing ? over > 0.5 : over > 1;
  const rising = levels.some((level) => level > 0) ? (before.risingSince ?? slot.at) : null;
  const held = sums.map((sum, index) => {
    const most = ceiling * (thresholds[Math.min(index, thresholds.length - 1)] as number);
    return limits.by === 'ewma' ? sum : Math.min(sum, most);
  });
  const ended = before.firing && !firing;
  const state = ended
    ? { ...atRest, exposure }
    : { sums: held, exposure, risingSince: limits.by === 'ewma' && !firing ? null : rising, firing };
  const signal = firing ? (before.firing ? 'on' : 'alarm') : null;
  return { state, judged: { at: slot.at, n: slot.n, ...pointOf(baseline, slot), signal } };
}

/** The sums after the slot, and each as a share of its threshold. */
function advance(
  baseline: Baseline,
  { by, thresholds }: Limits,
  before: DetectorState,
  slot: Slot,
): { sums: number[]; exposure: number; levels: number[] } {
  const sumAt = (index: number) => before.sums[index] ?? 0;
  const levelsOf = (sums: number[]) => sums.map((sum, index) => sum / (thresholds[index] as number));
  if (baseline.subject === 'rate') {
    const mean = expectedCount(baseline, slot);
    if (by === 'gaps') return advanceGaps(mean, before, slot, levelsOf);
    const sums = changes.map((ratio, index) =>
      nextLrCusum(sumAt(index), countLogRatio(slot.n, mean, baseline.dispersion, ratio)),
    );
    return { sums, exposure: 0, levels: levelsOf(sums) };
  }
  if (baseline.subject === 'share') {
    const usual = raisedShare(baseline.share, baseline.weekdays[slot.weekday] as number);
    const sums = changes.map((ratio, index) =>
      nextLrCusum(sumAt(index), shareLogRatio(slot.sum, slot.n, usual, baseline.dispersion, ratio)),
    );
    return { sums, exposure: 0, levels: levelsOf(sums) };
  }
  const z = standardised(baseline, slot);
  const limit = thresholds[0] as number;
  if (by === 'ewma') {
    const ewma = nextEwma(sumAt(0), z, lambda);
    return { sums: [ewma], exposure: 0, levels: [Math.abs(ewma) / (limit * ewmaSigma(lambda))] };
  }
  const { up, down } = nextCusum({ up: sumAt(0), down: sumAt(1) }, z, reference);
  return { sums: [up, down], exposure: 0, levels: [up / limit, down / limit] };
}

/** Rare events: each event is judged by the time since the last; a slot without any only adds to that time. */
function advanceGaps(mean: number, before: DetectorState, slot: Slot, levelsOf: (sums: number[]) => number[]) {
  let exposure = before.exposure + mean;
  let sums = changes.map((_, index) => before.sums[index] ?? 0);
  for (let event = 0; event < slot.n; event++) {
    const gap = exposure;
    sums = sums.map((sum, index) => nextLrCusum(sum, gapLogRatio(gap, changes[index] as number)));
    exposure = 0;
  }
  // The time that has passed already takes evidence away, so that an alarm ends without a further event.
  const now = sums.map((sum, index) => Math.max(0, sum - ((changes[index] as number) - 1) * exposure));
  return { sums, exposure, levels: levelsOf(now) };
}

function standardised(baseline: ScoreBaseline, { n, sum, weekday }: Slot): number {
  const expected = baseline.mean + (baseline.weekdays[weekday] as number);
  const z = (sum / n - expected) / Math.sqrt(baseline.within / n + baseline.dispersion);
  return Math.max(-furthest, Math.min(furthest, z));
}

function pointOf(baseline: Baseline, slot: Slot): Pick<JudgedSlot, 'value' | 'centre' | 'low' | 'high'> {
  if (baseline.subject === 'rate') return ratePoint(baseline, slot);
  const value = slot.n === 0 ? null : slot.sum / slot.n;
  const n = Math.max(slot.n, 1);
  if (baseline.subject === 'score') {
    const centre = baseline.mean + (baseline.weekdays[slot.weekday] as number);
    const half = 3 * Math.sqrt(baseline.within / n + baseline.dispersion);
    return { value, centre, low: centre - half, high: centre + half };
  }
  return { value, ...shareLimitsAt(baseline, slot.weekday, n) };
}

/** Laney's p': the limits of a share, widened by the spread between slots (here from the dispersion of the baseline). */
function shareLimitsAt({ share, weekdays, dispersion }: ShareBaseline, weekday: number, n: number) {
  const centre = raisedShare(share, weekdays[weekday] as number);
  const half = 3 * Math.sqrt(((centre * (1 - centre)) / n) * (1 + (n - 1) * dispersion));
  return { centre, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

function ratePoint(baseline: RateBaseline, slot: Slot) {
  const centre = expectedCount(baseline, slot);
  const quantile = (probability: number) => {
    const spread = Math.sqrt(centre + baseline.dispersion * centre ** 2);
    let [low, high] = [-1, Math.ceil(centre + 12 * spread + 12)];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (countCumulative(middle, centre, baseline.dispersion) >= probability) high = middle;
      else low = middle;
    }
    return high;
  };
  return { value: slot.n, centre, low: quantile(0.00135), high: quantile(0.99865) };
}
