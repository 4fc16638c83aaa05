import negativeBinomial from '@stdlib/stats-base-dists-negative-binomial';
import poisson from '@stdlib/stats-base-dists-poisson';
import { lrCusumRunLength } from './lr-cusum.ts';
import { chainRunLengths } from './run-length.ts';

/** Probability of a count whose variance is `mean + dispersion * mean ** 2`; Poisson when `dispersion` is 0. */
export function countProbability(count: number, mean: number, dispersion: number): number {
  if (dispersion === 0) return poisson.pmf(count, mean);
  const size = 1 / dispersion;
  return negativeBinomial.pmf(count, size, size / (size + mean));
}

/** Probability of at most `count`. */
export function countCumulative(count: number, mean: number, dispersion: number): number {
  if (dispersion === 0) return poisson.cdf(count, mean);
  const size = 1 / dispersion;
  return negativeBinomial.cdf(count, size, size / (size + mean));
}

/**
 * Log likelihood ratio of a count for a mean that grew `ratio` times, with the same dispersion:
 * the step of a likelihood-ratio CUSUM. Source: Höhle and Paul, Computational Statistics & Data Analysis 52(9), 2008.
 */
export function countLogRatio(count: number, mean: number, dispersion: number, ratio: number): number {
  if (dispersion === 0) return count * Math.log(ratio) - mean * (ratio - 1);
  const grown = 1 + dispersion * mean * ratio;
  const usual = 1 + dispersion * mean;
  return count * Math.log((ratio * usual) / grown) - (1 / dispersion) * Math.log(grown / usual);
}

/**
 * Mean number of slots until a likelihood-ratio CUSUM of counts exceeds `threshold`, when the mean is `factor` times
 * the expected one. Slots may expect different means (those of a week). `LRCUSUM.runlength` of R surveillance does the
 * same; its default of 5 cells is far too coarse: 519.6 where 1,340 is right.
 */
export function countCusumRunLength(
  means: readonly number[],
  dispersion: number,
  ratio: number,
  threshold: number,
  factor = 1,
  cells = 60,
): number {
  return lrCusumRunLength(stepDistribution(means, dispersion, ratio, factor), threshold, cells);
}

/**
 * The distribution function of a step, as the mean over the slots: where in its week a change begins nobody knows.
 * Equal means are counted once.
 */
function stepDistribution(means: readonly number[], dispersion: number, ratio: number, factor: number) {
  const slots = [...Map.groupBy(means, (mean) => mean)].map(([mean, equal]) => {
    const base = countLogRatio(0, mean, dispersion, ratio);
    const perCount = countLogRatio(1, mean, dispersion, ratio) - base;
    const cumulative: number[] = [];
    return { mean: mean * factor, weight: equal.length / means.length, base, perCount, cumulative };
  });
  return (step: number): number => {
    let sum = 0;
    for (const { mean, weight, base, perCount, cumulative } of slots) {
      const last = Math.floor((step - base) / perCount + 1e-9);
      if (last < 0) continue;
      cumulative[last] ??= countCumulative(last, mean, dispersion);
      sum += weight * cumulative[last];
    }
    return sum;
  };
}

/**
 * Mean number of slots until a Poisson CUSUM (sum of count - k, never below 0) reaches `h`. `k` and `h` are multiples
 * of `unit`, so that the chain is exact. Source: Lucas, Technometrics 27(2), 1985.
 */
export function poissonCusumRunLength(mean: number, k: number, h: number, unit: number, headStart = 0): number {
  const states = Math.round(h / unit);
  const lengths = chainRunLengths(states, (from, to) => {
    const count = to - from + Math.round(k / unit);
    const perCount = Math.round(1 / unit);
    if (to > 0) return count % perCount === 0 && count >= 0 ? poisson.pmf(count / perCount, mean) : 0;
    return count < 0 ? 0 : poisson.cdf(Math.floor(count / perCount), mean);
  });
  return lengths[Math.round(headStart / unit)] as number;
}
