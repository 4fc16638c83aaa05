import { describe, expect, it } from '@jest/globals';
import { shareDifference } from './share-difference.ts';

describe('the difference of two shares', () => {
  // Newcombe 1998, table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
  ])('of %i of %i and %i of %i has the published interval', (x, m, y, n, low, high) => {
    const found = shareDifference({ successes: x, n: m }, { successes: y, n });
    expect(found?.value).toBeCloseTo(x / m - y / n, 12);
    expect(found?.low).toBeCloseTo(low, 4);
    expect(found?.high).toBeCloseTo(high, 4);
  });

  it('is unknown without observations', () => {
    expect(shareDifference({ successes: 0, n: 0 }, { successes: 1, n: 2 })).toBeNull();
  });
});
