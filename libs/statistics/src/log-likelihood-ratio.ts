import normal from '@stdlib/stats-base-dists-normal';
import type { Proportion } from './share-difference.ts';

/**
 * Whether a share is higher in one sample than in another beyond chance: the log-likelihood ratio G2 of the table of two
 * by two, and the probability `p` of so high a share by chance, one-sided (the signed root of G2 is about normal).
 * 0 and 1 without observations in one of the samples.
 * Source: Dunning, Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19(1), 1993.
 */
export function logLikelihoodRatio(one: Proportion, other: Proportion): { readonly ratio: number; readonly p: number } {
  if (one.n === 0 || other.n === 0) return { ratio: 0, p: 1 };
  const total = one.n + other.n;
  const share = (one.successes + other.successes) / total;
  const part = (observed: number, expected: number) => (observed === 0 ? 0 : observed * Math.log(observed / expected));
  const cells = [one, other].flatMap(({ successes, n }) => [
    part(successes, n * share),
    part(n - successes, n * (1 - share)),
  ]);
  const ratio = Math.max(0, 2 * cells.reduce((sum, cell) => sum + cell, 0));
  const risen = one.successes / one.n > other.successes / other.n;
  const root = Math.sqrt(ratio);
  return { ratio, p: normal.cdf(risen ? -root : root, 0, 1) };
}
