import { describe, expect, it } from '@jest/globals';
import { logLikelihoodRatio } from './log-likelihood-ratio.ts';

describe('the log-likelihood ratio', () => {
  // Dunning 1993, table 2: the counts of both words, of the first alone, of the second alone, of neither.
  it.each([
    ['the swiss', 110, 2442, 111, 29_114, 270.72],
    ['can be', 29, 13, 123, 31_612, 263.9],
    ['previous year', 31, 23, 139, 31_584, 256.84],
  ])('of "%s" has the published value', (_, both, first, second, neither, expected) => {
    const { ratio, p } = logLikelihoodRatio(
      { successes: both, n: both + first },
      { successes: second, n: second + neither },
    );
    expect(ratio).toBeCloseTo(expected, 2);
    expect(p).toBeLessThan(1e-50);
  });

  it('says nothing of a share that fell or stayed, or without observations', () => {
    expect(logLikelihoodRatio({ successes: 1, n: 100 }, { successes: 50, n: 100 }).p).toBeGreaterThan(0.999);
    expect(logLikelihoodRatio({ successes: 5, n: 50 }, { successes: 10, n: 100 })).toEqual({ ratio: 0, p: 0.5 });
    expect(logLikelihoodRatio({ successes: 0, n: 0 }, { successes: 1, n: 2 })).toEqual({ ratio: 0, p: 1 });
  });
});
