import { assertCount, type Interval, normalQuantile } from './interval.ts';

/**
 * Wilson score interval of a proportion, as shares 0..1; `null` without observations.
 * Throws a RangeError on counts that are not whole or when `successes > n`.
 * Source: Wilson 1927; recommended for every n by Brown, Cai and DasGupta, Statistical Science 16(2), 2001.
 */
export function wilsonInterval(successes: number, n: number, level = 0.95): Interval | null {
  assertCount('successes', successes);
  if (successes > assertCount('n', n)) throw new RangeError(`${successes} successes of ${n} observations`);
  if (n === 0) return null;
  const z = normalQuantile(level);
  const share = successes / n;
  const shrink = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return {
    // At the ends the bound is the end itself; rounding must not move it.
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
    level,
  };
}
