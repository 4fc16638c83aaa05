import { assertCount } from './interval.ts';

/**
 * How often chance alone puts `count` or more of `total` events into a period that has the share `share` of the time:
 * the upper tail of the binomial distribution, which is the exact test of two Poisson counts.
 * Source: Przyborowski and Wilenski, Biometrika 31, 1940.
 */
export function excessProbability(count: number, total: number, share: number): number {
  assertCount('count', count);
  assertCount('total', total);
  if (!(share > 0 && share < 1)) throw new RangeError(`A share of the time lies between 0 and 1, not ${share}`);
  if (count === 0) return 1;
  let logTerm = total * Math.log(1 - share);
  let below = Math.exp(logTerm);
  const odds = Math.log(share) - Math.log(1 - share);
  let above = 0;
  for (let at = 1; at <= total; at++) {
    logTerm += Math.log((total - at + 1) / at) + odds;
    if (at < count) below += Math.exp(logTerm);
    else above += Math.exp(logTerm);
  }
  // The smaller sum keeps more digits.
  return Math.min(1, above < 0.5 ? above : 1 - below);
}
