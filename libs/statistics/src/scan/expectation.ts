import { downWeights } from '../monitoring/down-weight.ts';
import { baselineWeeks, windowDays } from './cell-counts.ts';

const { exp, log, max, min, sqrt, abs } = Math;

/** What is usual in a cell. */
export interface Expectation {
  /** Expected counts of the window by age, summed up from the last day: `[n]` for a window of n + 1 days. */
  readonly cumulative: Float64Array;
  /** Variance over mean of its counts, at least 1. */
  readonly dispersion: number;
  /** How well the level is known: the shape of the gamma distribution of the true level. */
  readonly certainty: number;
}

/** Weekly counts before the window, the newest first, without weeks in which Harken knew no complaint yet. */
export interface Baseline {
  readonly weeks: ArrayLike<number>;
  /** By age modulo 7. */
  readonly weekdays: ArrayLike<number>;
  readonly knownWeeks: number;
}

export const baselineOf = (counts: Uint32Array, knownWeeks: number): Baseline => ({
  weeks: counts.subarray(windowDays, windowDays + baselineWeeks),
  weekdays: counts.subarray(windowDays + baselineWeeks),
  knownWeeks,
});

/** Weeks of the past in which complaints are known: up to the oldest one. */
export function knownWeeksOf(total: Uint32Array): number {
  for (let week = baselineWeeks - 1; week >= 0; week--) if ((total[windowDays + week] as number) > 0) return week + 1;
  return 0;
}

/** Complaints of other weekdays that the weekdays of a cell weigh against those of the company. */
const weekdayWeight = 70;
/** Complaints that a trend of its own needs. */
const trendFrom = 100;
/** A residual above it marks an old outbreak. Source: Noufaily et al., Statistics in Medicine 32(7), 2013. */
const outbreak = 2.58;

interface Line {
  readonly slope: number;
  readonly variance: number;
}
const level: Line = { slope: 0, variance: 0 };

/** The trend of all complaints, and their weekdays, which cells with few complaints share. */
export interface Company {
  readonly line: Line;
  readonly weekdayShares: readonly number[];
}

export function companyOf(baseline: Baseline): Company {
  const { line } = fit(baseline, level);
  let sum = 7;
  for (let day = 0; day < 7; day++) sum += baseline.weekdays[day] as number;
  const weekdayShares = Array.from({ length: 7 }, (_, day) => ((baseline.weekdays[day] as number) + 1) / sum);
  return { line, weekdayShares };
}

/**
 * Level, trend, weekdays and dispersion of a cell from the weeks before the window. Old outbreaks weigh less, a trend
 * counts only if it is certain and is never carried beyond what has been seen.
 * Source: Farrington et al., Journal of the Royal Statistical Society A 159(3), 1996.
 * `pooled` is the dispersion of all cells, which those with little data lean to.
 */
export function expectationOf(baseline: Baseline, company: Company, pooled: number): Expectation {
  const { knownWeeks: weeks } = baseline;
  const { line, means, sum, dispersion: own } = fit(baseline, company.line);
  const dispersion = max(1, (own * weeks + pooled * 10) / (weeks + 10));
  const highest = max(...means.slice(0, weeks), 1e-12);
  const shares = weekdaySharesOf(baseline, company);
  const cumulative = new Float64Array(windowDays);
  let running = 0;
  for (let age = 0; age < windowDays; age++) {
    const week = min(highest, weekMean(means, line, (age - windowDays - 3) / 7));
    running += week * (shares[age % 7] as number);
    cumulative[age] = running;
  }
  const distance = (weeks + windowDays / 7) / 2;
  return { cumulative, dispersion, certainty: 1 / (dispersion / sum + line.variance * distance ** 2) };
}

/** The mean of a week whose middle lies `at` weeks before that of the newest week of the past. */
const weekMean = (means: Float64Array, { slope }: Line, at: number): number => (means[0] as number) * exp(-slope * at);

function weekdaySharesOf({ weekdays }: Baseline, { weekdayShares }: Company): number[] {
  let sum = weekdayWeight;
  for (let day = 0; day < 7; day++) sum += weekdays[day] as number;
  return weekdayShares.map((share, day) => ((weekdays[day] as number) + weekdayWeight * share) / sum);
}

/** Dispersion of the weekly counts around level and trend; null if there is too little to say. */
export function rawDispersion(baseline: Baseline, company: Company): number | null {
  const { sum, dispersion } = fit(baseline, company.line);
  return sum / baseline.knownWeeks < 0.5 ? null : dispersion;
}

/** Means by week (the newest first), the trend, the weighted number of complaints, the dispersion around the means. */
function fit({ weeks, knownWeeks: n }: Baseline, given: Line) {
  let weights = new Float64Array(n).fill(1);
  let line = given;
  let means = new Float64Array(n);
  let sum = 0;
  let dispersion = 1;
  for (let round = 0; round < 3; round++) {
    const fitted = fitOnce(weeks, weights, n, given);
    ({ line, means, sum, dispersion } = fitted);
    if (round === 2 || sum < n) break;
    const spread = sqrt(usualDispersion(weeks, means));
    const residuals = Array.from(means, (mean, week) => anscombe(weeks[week] as number, mean) / spread);
    if (!residuals.some((residual) => residual > outbreak)) break;
    weights = Float64Array.from(downWeights(residuals.map((residual) => residual / outbreak)));
  }
  return { line, means, sum, dispersion };
}

function fitOnce(weeks: ArrayLike<number>, weights: Float64Array, n: number, given: Line) {
  const means = new Float64Array(n);
  let sum = 0.5;
  for (let week = 0; week < n; week++) sum += (weights[week] as number) * (weeks[week] as number);
  let line = levelled(weights, n, given, sum, means);
  let dispersion = dispersionOf(weeks, weights, means, n);
  if (sum >= trendFrom && n >= 8) {
    const own = trendOf(weeks, weights, n, line, sum, dispersion);
    if (own) {
      line = levelled(weights, n, own, sum, means);
      dispersion = dispersionOf(weeks, weights, means, n);
    }
  }
  return { line, means, sum, dispersion };
}

/** Sets the means so that they add up to the complaints, along the line. */
function levelled(weights: Float64Array, n: number, line: Line, sum: number, means: Float64Array): Line {
  let exposure = 0;
  for (let week = 0; week < n; week++) exposure += (weights[week] as number) * exp(-line.slope * week);
  for (let week = 0; week < n; week++) means[week] = (sum / exposure) * exp(-line.slope * week);
  return line;
}

/** The slope of a Poisson regression by Newton's steps; null unless it differs from the given one for certain. */
function trendOf(
  weeks: ArrayLike<number>,
  weights: Float64Array,
  n: number,
  given: Line,
  sum: number,
  dispersion: number,
): Line | null {
  let slope = given.slope;
  let information = 1;
  for (let step = 0; step < 8; step++) {
    let exposure = 0;
    let first = 0;
    let second = 0;
    let seen = 0;
    for (let week = 0; week < n; week++) {
      const share = (weights[week] as number) * exp(-slope * week);
      exposure += share;
      first += share * week;
      second += share * week * week;
      seen += (weights[week] as number) * (weeks[week] as number) * week;
    }
    information = sum * (second / exposure - (first / exposure) ** 2);
    const change = (sum * (first / exposure) - seen) / information;
    slope += max(-0.2, min(0.2, change));
    if (abs(change) < 1e-7) break;
  }
  const variance = dispersion / information;
  return abs(slope - given.slope) > outbreak * sqrt(variance) ? { slope, variance } : null;
}

function dispersionOf(weeks: ArrayLike<number>, weights: Float64Array, means: Float64Array, n: number): number {
  if (n < 3) return 1;
  let sum = 0;
  for (let week = 0; week < n; week++) {
    const mean = means[week] as number;
    sum += ((weights[week] as number) * ((weeks[week] as number) - mean) ** 2) / mean;
  }
  return max(1, sum / (n - 2));
}

/** From the median of the squared residuals (0.455: that of chi squared), which an outbreak does not move. */
function usualDispersion(weeks: ArrayLike<number>, means: Float64Array): number {
  const squares = means.map((mean, week) => ((weeks[week] as number) - mean) ** 2 / mean).sort();
  return max(1, (squares[squares.length >> 1] as number) / 0.455);
}

const anscombe = (count: number, mean: number): number =>
  (1.5 * (count ** (2 / 3) - mean ** (2 / 3))) / mean ** (1 / 6);

/** Log likelihood ratio of a count above its expectation; 0 below it. Source: Kulldorff, Biometrics 59(2), 2003. */
export const excessScore = (count: number, expected: number): number =>
  count > expected ? count * log(count / expected) - (count - expected) : 0;
