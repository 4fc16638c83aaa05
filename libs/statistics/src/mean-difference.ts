import student from '@stdlib/stats-base-dists-t';
import { type Interval, studentQuantile } from './interval.ts';
import { type Moments, variance } from './t-interval.ts';

/** `after` less `before`: Welch's interval, and whether it is more than chance. */
export interface MeanDifference {
  readonly difference: number;
  readonly interval: Interval;
  /** Two-sided. Of the spread of both samples together, so that samples without a spread of their own have one, too. */
  readonly p: number;
}

/**
 * The difference of two means; `null` when a sample has fewer than two values, or no value differs from another.
 * Source: Welch, Biometrika 34, 1947 (interval); Student's t with the pooled variance under equal means (p).
 */
export function meanDifference(before: Moments, after: Moments, level = 0.95): MeanDifference | null {
  const [v0, v1] = [variance(before), variance(after)];
  const all = variance({
    n: before.n + after.n,
    sum: before.sum + after.sum,
    sumOfSquares: before.sumOfSquares + after.sumOfSquares,
  });
  if (v0 === null || v1 === null || all === null || all < 1e-12) return null;
  const difference = after.sum / after.n - before.sum / before.n;
  const [e0, e1] = [v0 / before.n, v1 / after.n];
  const error = Math.sqrt(e0 + e1);
  const degrees =
    error > 0 ? (e0 + e1) ** 2 / (e0 ** 2 / (before.n - 1) + e1 ** 2 / (after.n - 1)) : before.n + after.n - 2;
  const half = studentQuantile(level, degrees) * error;
  const t = difference / Math.sqrt(all * (1 / before.n + 1 / after.n));
  return {
    difference,
    interval: { low: difference - half, high: difference + half, level },
    p: Math.min(1, 2 * student.cdf(-Math.abs(t), before.n + after.n - 2)),
  };
}
