import { describe, expect, it } from '@jest/globals';
import { shareDifference } from './share-difference.ts';

describe('the difference of two shares', () => {
  it('has the intervals of Newcombe 1998, table II, method 10', () => {
    const table = [
      [56, 70, 48, 80, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.1705, 0.809],
      [5, 56, 0, 29, -0.0381, 0.1926],
      [10, 10, 0, 20, 0.6791, 1],
    ] as const;
    for (const [a, n, b, m, low, high] of table) {
      const { interval } = shareDifference({ successes: a, n }, { successes: b, n: m }) ?? {};
      expect(interval?.low).toBeCloseTo(low, 4);
      expect(interval?.high).toBeCloseTo(high, 4);
    }
  });

  it('is null without observations', () => {
    expect(shareDifference({ successes: 0, n: 0 }, { successes: 1, n: 2 })).toBeNull();
  });
});
