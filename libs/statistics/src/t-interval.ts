import { assertCount, type Interval, studentQuantile } from './interval.ts';

/** What is kept of a sample to know its mean and spread. Add samples by adding their parts. */
export interface Moments {
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** Mean of the sample in the unit of its values; `null` without values. */
export function mean({ n, sum }: Moments): number | null {
  return assertCount('n', n) === 0 ? null : sum / n;
}

/**
 * Unbiased variance (divisor n - 1); `null` for n < 2.
 * The difference of two large sums loses digits when the mean is far larger than the spread: meant for scores on
 * declared scales, where it does not matter.
 */
export function variance({ n, sum, sumOfSquares }: Moments): number | null {
  if (assertCount('n', n) < 2) return null;
  return Math.max(0, (sumOfSquares - (sum * sum) / n) / (n - 1));
}

/**
 * Student's t interval of a mean, in the unit of the values; `null` for n < 2, where no spread is known.
 * Source: Student 1908. The interval is not cut to the scale of the values: the caller knows the scale.
 */
export function tInterval(moments: Moments, level = 0.95): Interval | null {
  const spread = variance(moments);
  if (spread === null) return null;
  const centre = moments.sum / moments.n;
  const half = studentQuantile(level, moments.n - 1) * Math.sqrt(spread / moments.n);
  return { low: centre - half, high: centre + half, level };
}
