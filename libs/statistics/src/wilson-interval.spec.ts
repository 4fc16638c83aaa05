import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wilsonInterval } from './wilson-interval.ts';

const sample = fc.nat(5000).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));

describe('Wilson interval', () => {
  // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published bounds of %i in %i', (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('contains the share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(sample, ([successes, n]) => {
        const interval = wilsonInterval(successes, n);
        if (n === 0) return interval === null;
        const share = successes / n;
        return (
          interval !== null &&
          0 <= interval.low &&
          interval.low <= share &&
          share <= interval.high &&
          interval.high <= 1
        );
      }),
    );
  });

  it('mirrors when successes and failures change places', () => {
    fc.assert(
      fc.property(sample, ([successes, n]) => {
        fc.pre(n > 0);
        const one = wilsonInterval(successes, n);
        const other = wilsonInterval(n - successes, n);
        expect(one?.low).toBeCloseTo(1 - (other?.high ?? Number.NaN), 12);
      }),
    );
  });

  it('grows with the level', () => {
    const narrow = wilsonInterval(7, 20, 0.8);
    const wide = wilsonInterval(7, 20, 0.99);
    expect(wide?.low).toBeLessThan(narrow?.low ?? 0);
    expect(wide?.high).toBeGreaterThan(narrow?.high ?? 1);
  });

  it('refuses counts that cannot be', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(-1, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(0.5, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(1, 2, 95)).toThrow(RangeError);
  });
});
