import type { Interval } from './interval.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** So many of `n`. */
export interface Proportion {
  readonly successes: number;
  readonly n: number;
}

/**
 * The share of one sample less that of another, -1..1, with its interval; `null` where one of them has no observations.
 * Throws a RangeError on counts that are not whole.
 * Source: Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17,
 * 1998, method 10: square-and-add of two Wilson intervals.
 */
export function shareDifference(
  one: Proportion,
  other: Proportion,
  level = 0.95,
): (Interval & { readonly value: number }) | null {
  const a = wilsonInterval(one.successes, one.n, level);
  const b = wilsonInterval(other.successes, other.n, level);
  if (!a || !b) return null;
  const [p, q] = [one.successes / one.n, other.successes / other.n];
  return {
    value: p - q,
    low: p - q - Math.hypot(p - a.low, b.high - q),
    high: p - q + Math.hypot(a.high - p, q - b.low),
    level,
  };
}
