import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RandomNumbers } from '../scan/random-numbers.ts';
import { adjustByPrePeriod } from './cuped.ts';
import { differenceInDifferences, type UnitChange } from './difference-in-differences.ts';
import { interruptedCounts, interruptedTimeSeries } from './interrupted-time-series.ts';

const normalNumbers = (seed: number) => {
  const random = new RandomNumbers(seed);
  return () => random.normal();
};

describe('difference in differences', () => {
  it('of the mean changes of Card and Krueger 1994, .467 and -2.283, is 2.75', () => {
    // Stores with these mean changes: 290 in New Jersey, 75 in Pennsylvania.
    const stores = (n: number, change: number): UnitChange[] =>
      Array.from({ length: n }, (_, i) => ({
        before: 20,
        after: 20 + change + (i % 2 === 0 ? 1 : -1) * (i === n - 1 && n % 2 ? 0 : 8),
      }));
    const result = differenceInDifferences(stores(290, 0.467), stores(75, -2.283));
    expect(result?.treatedChange).toBeCloseTo(0.467, 10);
    expect(result?.comparedChange).toBeCloseTo(-2.283, 10);
    expect(result?.effect).toBeCloseTo(2.75, 10);
    expect(result && result.low < 2.75 && result.high > 2.75).toBe(true);
  });

  it('covers the truth in 92 to 98 of 100 samples', () => {
    const normal = normalNumbers(7);
    let covered = 0;
    const samples = 400;
    for (let i = 0; i < samples; i++) {
      const units = (n: number, change: number) =>
        Array.from({ length: n }, () => ({ before: 5 + normal(), after: 5 + change + normal() }));
      const result = differenceInDifferences(units(20, 1.5), units(20, 0.5), { replications: 199, seed: i });
      if (result && result.low <= 1 && result.high >= 1) covered++;
    }
    expect(covered / samples).toBeGreaterThan(0.92);
    expect(covered / samples).toBeLessThan(0.98);
  });

  it('cannot tell with one unit on a side', () => {
    expect(
      differenceInDifferences(
        [{ before: 1, after: 2 }],
        [
          { before: 1, after: 2 },
          { before: 1, after: 1 },
        ],
      ),
    ).toBeNull();
  });
});

describe('the pre-period as covariate', () => {
  it('leaves the mean and 1 - rho^2 of the variance', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true })), {
          minLength: 3,
          maxLength: 40,
        }),
        (pairs) => {
          const y = pairs.map(([value]) => value);
          const x = pairs.map(([, value]) => value);
          const { adjusted, varianceRatio } = adjustByPrePeriod(y, x);
          const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
          const variance = (values: readonly number[]) => mean(values.map((value) => (value - mean(values)) ** 2));
          expect(mean(adjusted)).toBeCloseTo(mean(y), 6);
          fc.pre(variance(y) > 1e-6 && variance(x) > 1e-6);
          expect(variance(adjusted) / variance(y)).toBeCloseTo(varianceRatio, 6);
        },
      ),
    );
  });
});

describe('an interrupted time series', () => {
  it('finds the step over a line to the digit', () => {
    const series = Array.from({ length: 40 }, (_, i) => ({ value: 3 + 0.25 * i + (i >= 20 ? 2 : 0), after: i >= 20 }));
    expect(interruptedTimeSeries(series)?.effect).toBeCloseTo(2, 8);
  });

  it('of counts finds the factor, whatever the dispersion', () => {
    const series = Array.from({ length: 40 }, (_, i) => ({ value: i >= 20 ? 6 : 12, after: i >= 20 }));
    expect(interruptedCounts(series, { trend: false })?.effect).toBeCloseTo(-0.5, 8);
  });

  it('covers the truth in 90 to 98 of 100 samples', () => {
    const normal = normalNumbers(11);
    let covered = 0;
    for (let i = 0; i < 400; i++) {
      const series = Array.from({ length: 120 }, (_, at) => ({
        value: 5 + (at >= 60 ? 1 : 0) + normal(),
        after: at >= 60,
      }));
      const result = interruptedTimeSeries(series, { trend: false });
      if (result && result.low <= 1 && result.high >= 1) covered++;
    }
    expect(covered / 400).toBeGreaterThan(0.9);
    expect(covered / 400).toBeLessThan(0.98);
  });

  it('cannot tell from fewer than 8 points on a side', () => {
    expect(interruptedTimeSeries(Array.from({ length: 15 }, (_, i) => ({ value: i, after: i >= 8 })))).toBeNull();
    expect(
      interruptedCounts(Array.from({ length: 40 }, (_, i) => ({ value: i >= 20 ? 3 : 0, after: i >= 20 }))),
    ).toBeNull();
  });
});
