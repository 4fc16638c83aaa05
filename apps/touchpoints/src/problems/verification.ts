import { countRatioInterval, windowDays } from '@harken/statistics';
import type { Problem } from './problem.ts';

export const verdicts = ['recovered', 'not_recovered', 'insufficient_data'] as const;

/** How often it was complained since the fix, against what is usual. */
export interface Verification {
  readonly since: Date;
  readonly until: Date;
  readonly observed: number;
  readonly expected: number;
  /** Observed over expected, and its interval of 95 %. */
  readonly ratio: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Observed over expected while it was a problem. */
  readonly before: number;
  readonly verdict: (typeof verdicts)[number];
}

const day = 86_400_000;

/**
 * Recovered: the interval reaches down to what is usual, and lies wholly below what it was. Not recovered: all of it
 * lies above what is usual. Anything else: too little time has passed to say.
 */
export function verify(
  problem: Pick<Problem, 'from' | 'to' | 'observed' | 'expected' | 'dispersion'>,
  since: Date,
  until: Date,
  observed: number,
): Verification {
  const days = Math.max(1, (problem.to.getTime() - problem.from.getTime()) / day);
  const passed = Math.max(0, Math.min(windowDays * 12, (until.getTime() - since.getTime()) / day));
  const expected = (problem.expected / days) * passed;
  const before = problem.observed / problem.expected;
  const figures = { since, until, observed, expected, before };
  if (expected <= 0) return { ...figures, ratio: null, low: null, high: null, verdict: 'insufficient_data' };
  const { low, high } = countRatioInterval(observed, expected, problem.dispersion);
  const verdict = low > 1 ? 'not_recovered' : high < before ? 'recovered' : 'insufficient_data';
  return { ...figures, ratio: observed / expected, low, high, verdict };
}
