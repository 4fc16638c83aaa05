import { rejectedAt } from '@harken/statistics';
import poisson from '@stdlib/stats-base-dists-poisson';

export interface SharedTrait {
  readonly trait: string;
  readonly value: string;
  readonly share: number;
  readonly usual: number;
}

export interface TraitCounts {
  readonly trait: string;
  readonly value: string;
  /** With the trait: of the problem, of all others; and how many there are of each. */
  readonly a: number;
  readonly b: number;
  readonly n: number;
  readonly m: number;
}

const falseDiscoveryRate = 0.05;

/**
 * What the linked complaints have in common beyond chance, the strongest first: traits that more of them have than the
 * share among all others lets expect (upper tail of a Poisson count, which is wider than the binomial one), with at
 * most 5 % of the list false.
 */
export function sharedTraits(counts: readonly TraitCounts[]): SharedTrait[] {
  const tested = counts.map(({ trait, value, a, b, n, m }) => {
    // One more with and one without, so that what nobody else has is not taken for impossible.
    const usual = (b + 1) / (m + 2);
    return { trait, value, share: n === 0 ? 0 : a / n, usual, p: a === 0 ? 1 : 1 - poisson.cdf(a - 1, n * usual) };
  });
  const real = rejectedAt(
    falseDiscoveryRate,
    tested.map(({ p }) => p),
  );
  return tested
    .filter((one, index) => real[index] && one.share > one.usual && one.share >= 0.3)
    .sort((a, b) => b.share / b.usual - a.share / a.usual || (a.trait < b.trait ? -1 : 1))
    .slice(0, 10)
    .map(({ p: _, ...trait }) => trait);
}
