import { downWeights } from '@harken/statistics';
import { evenWeek, type RateBaseline } from './baseline.ts';
import type { PastSlot } from './slot.ts';
import type { SlotUnit } from './slot-calendar.ts';

const dayMs = 86_400_000;
// The level follows slow changes such as seasons; the shape of the week is steadier and learns from more.
const levelHalfLifeDays = 35;
const weekHalfLifeDays = 180;
// A trend is used only when it stands out of its error, and only up to a doubling in a year.
const trendCertainty = 3;
const maxGrowth = Math.log(2) / 365;
const trendSpanDays = 84;

interface Weighed extends PastSlot {
  /** Of its residual: outbreaks weigh less. */
  readonly down: number;
  readonly ageDays: number;
  /** The level around it, without weekday and hour. */
  readonly local: number;
}

type Season = Pick<RateBaseline, 'weekdays' | 'hours'>;

const levelWeight = ({ down, ageDays }: Weighed): number => down * 0.5 ** (ageDays / levelHalfLifeDays);
const weekWeight = ({ down, ageDays }: Weighed): number => down * 0.5 ** (ageDays / weekHalfLifeDays);
const seasonOf = ({ weekdays, hours }: Season, { weekday, hour }: Weighed): number =>
  (weekdays[weekday] as number) * (hours ? (hours[hour] as number) : 1);
const usualOf = (season: Season, slot: Weighed): number => slot.local * seasonOf(season, slot);

/** The baseline of counts at `to`, from in-control slots before it; null without any. */
export function learnRate(past: readonly PastSlot[], to: number, unit: SlotUnit): RateBaseline | null {
  const used = past.filter(({ inControl }) => inControl);
  if (used.length === 0) return null;
  const mean = sum(used.map(({ n }) => n)) / used.length;
  const hours = unit === 'hour' ? Array.from({ length: 24 }, () => 1) : null;
  const even = { subject: 'rate', growth: 0, origin: to, weekdays: evenWeek, hours, dispersion: 0 } as const;
  if (mean === 0) return { ...even, level: 0.5 / used.length };
  let slots: Weighed[] = used.map((slot) => ({ ...slot, down: 1, ageDays: (to - slot.at) / dayMs, local: mean }));
  let season: Season = even;
  let dispersion = 0;
  for (let round = 0; round < 3; round++) {
    slots = withLocalLevels(season, slots);
    season = fitWeek(season, slots, dispersion);
    dispersion = dispersionOf(season, slots);
    const residuals = slots.map((slot) => anscombe(slot.n, usualOf(season, slot), dispersion) / 2.58);
    const down = downWeights(residuals);
    slots = slots.map((slot, index) => ({ ...slot, down: down[index] as number }));
  }
  const growth = trendOf(season, slots, dispersion);
  return withCare({ ...even, ...season, growth, level: levelAt(season, slots, growth), dispersion }, slots);
}

/** Each slot with the level of the slots around it: those near in time weigh most, itself and outbreaks little. */
function withLocalLevels(season: Season, slots: readonly Weighed[]): Weighed[] {
  const overall =
    sum(slots.map(({ n, down }) => n * down)) / sum(slots.map((slot) => slot.down * seasonOf(season, slot)));
  const sides = [slots, slots.toReversed()].map((ordered) => {
    let [seen, expected, age] = [0, 0, ordered[0]?.ageDays ?? 0];
    return ordered.map((slot) => {
      const kept = 0.5 ** (Math.abs(slot.ageDays - age) / levelHalfLifeDays);
      age = slot.ageDays;
      [seen, expected] = [seen * kept, expected * kept];
      const around = { seen, expected };
      seen += slot.down * slot.n;
      expected += slot.down * seasonOf(season, slot);
      return around;
    });
  }) as [{ seen: number; expected: number }[], { seen: number; expected: number }[]];
  return slots.map((slot, index) => {
    const before = sides[0][index] as { seen: number; expected: number };
    const after = sides[1].at(-1 - index) as { seen: number; expected: number };
    // As if one slot more had been at the level of all.
    const local = (before.seen + after.seen + overall) / (before.expected + after.expected + 1);
    return { ...slot, local };
  });
}

/** How much more often slots follow an unusual one: the correlation of residuals with those of the slot before. */
function residualCorrelation({ dispersion, ...season }: RateBaseline, slots: readonly Weighed[]): number {
  const residuals = slots.map((slot) => {
    const mean = usualOf(season, slot) + 1e-12;
    return ((slot.n - mean) / Math.sqrt(mean + dispersion * mean ** 2)) * slot.down;
  });
  const squares = sum(residuals.map((z) => z * z));
  const products = sum(residuals.slice(1).map((z, index) => z * (residuals[index] as number)));
  return squares > 0 ? products / squares : 0;
}

/**
 * Certain enough for a promise: the level is raised by half its standard error, because a level that is taken too low alarms
 * for nothing, and the dispersion grows with the correlation of neighbours and with the error of the weekdays.
 */
function withCare(baseline: RateBaseline, slots: readonly Weighed[]): RateBaseline {
  const correlation = residualCorrelation(baseline, slots);
  const proven = correlation > 2 / Math.sqrt(slots.length) ? Math.min(0.6, correlation) : 0;
  const spread = (1 + proven) / (1 - proven);
  const mean = Math.max(
    weightedMean(
      slots.map((slot) => usualOf(baseline, slot)),
      slots.map(levelWeight),
    ),
    1e-6,
  );
  const variance = spread * (1 / mean + baseline.dispersion);
  const levelError = Math.min(0.5, Math.sqrt(variance / effectiveNumber(slots.map(levelWeight))));
  const weekError = Math.min(0.5, (variance * 7) / (effectiveNumber(slots.map(weekWeight)) + 28));
  const dispersion = variance - 1 / mean + weekError;
  return { ...baseline, dispersion, level: baseline.level * (1 + levelError / 2) };
}

const effectiveNumber = (weights: readonly number[]): number =>
  sum(weights) ** 2 / sum(weights.map((weight) => weight ** 2));

/** The level at the end: of the latest slots, the growth taken into account. */
function levelAt(season: Season, slots: readonly Weighed[], growth: number): number {
  const seen = sum(slots.map((slot) => levelWeight(slot) * slot.n));
  const usual = slots.map((slot) => levelWeight(slot) * seasonOf(season, slot) * Math.exp(-growth * slot.ageDays));
  return Math.max(seen, 0.5) / sum(usual);
}

/** Growth by a weighted quasi-Poisson regression (Newton steps); 0 where it is not certain. */
function trendOf(season: Season, slots: readonly Weighed[], dispersion: number): number {
  if ((slots[0]?.ageDays ?? 0) < trendSpanDays) return 0;
  let [intercept, slope, slopeVariance] = [Math.log(levelAt(season, slots, 0)), 0, Number.POSITIVE_INFINITY];
  for (let step = 0; step < 4; step++) {
    let [s0, s1, s2, g0, g1] = [0, 0, 0, 0, 0];
    for (const slot of slots) {
      const t = -slot.ageDays;
      const mean = seasonOf(season, slot) * Math.exp(intercept + slope * t);
      const spread = 1 + dispersion * mean;
      const information = (weekWeight(slot) * mean) / spread;
      const score = (weekWeight(slot) * (slot.n - mean)) / spread;
      s0 += information;
      s1 += information * t;
      s2 += information * t * t;
      g0 += score;
      g1 += score * t;
    }
    const determinant = s0 * s2 - s1 * s1;
    if (!(determinant > 1e-12)) return 0;
    intercept += (s2 * g0 - s1 * g1) / determinant;
    slope += (s0 * g1 - s1 * g0) / determinant;
    slopeVariance = s0 / determinant;
  }
  const clear = Math.abs(slope) > trendCertainty * Math.sqrt(slopeVariance);
  return clear && Math.abs(slope) <= maxGrowth ? slope : 0;
}

/** Weekday and hour factors by proportional fitting; each set has the mean 1. */
function fitWeek({ hours }: Season, slots: readonly Weighed[], dispersion: number): Season {
  const evenHours = hours?.map(() => 1) ?? null;
  const days = factors(7, slots, ({ weekday }) => weekday, { weekdays: evenWeek, hours }, dispersion);
  if (!hours) return { weekdays: days, hours };
  return {
    weekdays: days,
    hours: factors(24, slots, ({ hour }) => hour, { weekdays: days, hours: evenHours }, dispersion),
  };
}

/** Factors of groups, each drawn towards 1 as far as chance explains the differences (empirical Bayes). */
function factors(
  count: number,
  slots: readonly Weighed[],
  groupOf: (slot: Weighed) => number,
  without: Season,
  dispersion: number,
): number[] {
  const [seen, expected, variance] = [0, 0, 0].map(() => Array.from({ length: count }, () => 0)) as [
    number[],
    number[],
    number[],
  ];
  for (const slot of slots) {
    const group = groupOf(slot);
    const weight = weekWeight(slot);
    const mean = usualOf(without, slot);
    seen[group] = (seen[group] as number) + weight * slot.n;
    expected[group] = (expected[group] as number) + weight * mean;
    variance[group] = (variance[group] as number) + weight ** 2 * (mean + dispersion * mean ** 2);
  }
  const raw = seen.map((value, group) => (value + 0.5) / ((expected[group] as number) + 0.5));
  const error = variance.map((value, group) => (value + 0.25) / ((expected[group] as number) + 0.5) ** 2);
  const between = Math.max(0, sum(raw.map((factor) => (factor - 1) ** 2)) / count - sum(error) / count);
  const drawn = raw.map((factor, group) => 1 + ((factor - 1) * between) / (between + (error[group] as number) + 1e-12));
  const mean = sum(drawn) / count;
  return drawn.map((factor) => Math.max(0.02, factor / mean));
}

/** Dispersion by moments: Pearson's sum equals its degrees of freedom. Residuals beyond 3.5 count as 3.5. */
function dispersionOf(season: Season, slots: readonly Weighed[]): number {
  const parameters = 7 + (season.hours ? 23 : 0);
  const freedom = Math.max(0.2, 1 - parameters / slots.length);
  const means = slots.map((slot) => usualOf(season, slot) + 1e-12);
  const total = sum(slots.map(weekWeight));
  const excess = (dispersion: number) =>
    sum(
      slots.map((slot, index) => {
        const mean = means[index] as number;
        return weekWeight(slot) * Math.min(12.25, (slot.n - mean) ** 2 / (mean + dispersion * mean ** 2));
      }),
    ) /
      total -
    freedom;
  if (excess(0) <= 0) return 0;
  let [low, high] = [0, 1];
  while (excess(high) > 0 && high < 50) high *= 2;
  for (let step = 0; step < 25; step++) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return high;
}

/** Standardised Anscombe residual of a count, the dispersion counted in. */
function anscombe(count: number, mean: number, dispersion: number): number {
  return (1.5 * (count ** (2 / 3) - mean ** (2 / 3))) / (mean ** (1 / 6) * Math.sqrt(1 + dispersion * mean) + 1e-12);
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const weightedMean = (values: readonly number[], weights: readonly number[]): number =>
  sum(values.map((value, index) => value * (weights[index] as number))) / sum(weights);
