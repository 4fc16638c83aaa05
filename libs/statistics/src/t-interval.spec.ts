import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sampleStandardDeviation } from 'simple-statistics';
import { studentQuantile } from './interval.ts';
import { mean, tInterval, variance } from './t-interval.ts';

const momentsOf = (values: readonly number[]) => ({
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
});

describe('t interval', () => {
  // Tabled two-sided critical values (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2).
  it.each([
    [0.95, 1, 12.706],
    [0.95, 9, 2.262],
    [0.95, 100, 1.984],
    [0.99, 30, 2.75],
  ])('takes the tabled critical value at %f and %i degrees', (level, degrees, value) => {
    expect(studentQuantile(level, degrees)).toBeCloseTo(value, 3);
  });

  it('gives the bounds that R gives: t.test(1:10)', () => {
    const interval = tInterval(momentsOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    expect(interval?.low).toBeCloseTo(3.334149, 6);
    expect(interval?.high).toBeCloseTo(7.665851, 6);
  });

  it('knows no interval without two values, and no mean without one', () => {
    expect(tInterval({ n: 0, sum: 0, sumOfSquares: 0 })).toBeNull();
    expect(tInterval({ n: 1, sum: 4, sumOfSquares: 16 })).toBeNull();
    expect(variance({ n: 1, sum: 4, sumOfSquares: 16 })).toBeNull();
    expect(mean({ n: 0, sum: 0, sumOfSquares: 0 })).toBeNull();
    expect(mean({ n: 1, sum: 4, sumOfSquares: 16 })).toBe(4);
  });

  it('lies around the mean, with the spread that the values have', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 70 }), { minLength: 2, maxLength: 60 }), (tenths) => {
        const values = tenths.map((tenth) => tenth / 10);
        const moments = momentsOf(values);
        const interval = tInterval(moments);
        expect(variance(moments)).toBeCloseTo(sampleStandardDeviation(values) ** 2, 8);
        expect(((interval?.low ?? 0) + (interval?.high ?? 0)) / 2).toBeCloseTo(mean(moments) ?? Number.NaN, 8);
      }),
    );
  });

  it('is a point when all values are equal, never not-a-number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1000 }), fc.integer({ min: 0, max: 100 }), (n, tenths) => {
        const value = tenths / 10;
        const interval = tInterval({ n, sum: n * value, sumOfSquares: n * value * value });
        expect(interval?.low).toBeCloseTo(value, 4);
      }),
    );
  });
});
