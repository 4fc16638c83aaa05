import { assertCount, type Interval } from './interval.ts';
import { wilsonInterval } from './wilson-interval.ts';

/**
 * The difference of two independent shares, `a` less `b`, and its interval; `null` if either has no observations.
 * Source: Newcombe, Statistics in Medicine 17, 1998, method 10 (a hybrid of two Wilson intervals).
 */
export function shareDifference(
  a: { readonly successes: number; readonly n: number },
  b: { readonly successes: number; readonly n: number },
  level = 0.95,
): { readonly difference: number; readonly interval: Interval } | null {
  if (assertCount('n', a.n) === 0 || assertCount('n', b.n) === 0) return null;
  const [shareA, shareB] = [a.successes / a.n, b.successes / b.n];
  const [ofA, ofB] = [wilsonInterval(a.successes, a.n, level), wilsonInterval(b.successes, b.n, level)];
  if (!ofA || !ofB) return null;
  const difference = shareA - shareB;
  return {
    difference,
    interval: {
      low: difference - Math.hypot(shareA - ofA.low, ofB.high - shareB),
      high: difference + Math.hypot(ofA.high - shareA, shareB - ofB.low),
      level,
    },
  };
}
