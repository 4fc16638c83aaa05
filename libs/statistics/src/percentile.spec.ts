import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { median, percentile } from './percentile.ts';

describe('nearest-rank percentile', () => {
  // The worked example of the method: ordinal ranks of 15, 20, 35, 40, 50.
  it.each([
    [0.05, 15],
    [0.3, 20],
    [0.4, 20],
    [0.5, 35],
    [1, 50],
  ])('of 15, 20, 35, 40, 50 at %f is %i', (p, value) => {
    expect(percentile([50, 15, 40, 20, 35], p)).toBe(value);
  });

  it('takes the lower of two middle values as the median', () => {
    expect(median([9, 1, 5, 3])).toBe(3);
    expect(median([10, 9, 100])).toBe(10);
  });

  it('is unknown without values', () => {
    expect(median([])).toBeNull();
  });

  it('is an observed value that at least the asked share does not exceed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.integer({ min: 1, max: 100 }), (values, hundredths) => {
        const p = hundredths / 100;
        const value = percentile(values, p) ?? Number.NaN;
        expect(values).toContain(value);
        expect(values.filter((other) => other <= value).length).toBeGreaterThanOrEqual(Math.ceil(p * values.length));
        expect(values.filter((other) => other < value).length).toBeLessThan(p * values.length);
      }),
    );
  });

  it('refuses a share outside 0..1', () => {
    expect(() => percentile([1], 0)).toThrow(RangeError);
    expect(() => percentile([1], 90)).toThrow(RangeError);
  });
});
