import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { npsInterval, npsValue, npsVariance } from './nps-interval.ts';

const counts = fc.record({ promoters: fc.nat(2000), passives: fc.nat(2000), detractors: fc.nat(2000) });

describe('net promoter score', () => {
  it('is the share of promoters less the share of detractors, in points', () => {
    expect(npsValue({ promoters: 15, passives: 10, detractors: 5 })).toBeCloseTo(33.3333, 4);
    expect(npsValue({ promoters: 0, passives: 3, detractors: 0 })).toBe(0);
  });

  it('is unknown, not 0, when nobody answered', () => {
    const nobody = { promoters: 0, passives: 0, detractors: 0 };
    expect(npsValue(nobody)).toBeNull();
    expect(npsVariance(nobody)).toBeNull();
    expect(npsInterval(nobody)).toBeNull();
  });

  it('has the variance of answers worth -100, 0 and 100', () => {
    fc.assert(
      fc.property(counts, (c) => {
        const n = c.promoters + c.passives + c.detractors;
        fc.pre(n > 0);
        const value = npsValue(c) ?? Number.NaN;
        const squares = c.promoters * (100 - value) ** 2 + c.passives * value ** 2 + c.detractors * (-100 - value) ** 2;
        expect(npsVariance(c)).toBeCloseTo(squares / n / n, 6);
      }),
    );
  });

  it('lies in its interval, and the interval in -100..100', () => {
    fc.assert(
      fc.property(counts, (c) => {
        const value = npsValue(c);
        const interval = npsInterval(c);
        if (value === null || interval === null) return value === null && interval === null;
        return -100 <= interval.low && interval.low <= value && value <= interval.high && interval.high <= 100;
      }),
    );
  });

  it('mirrors when promoters and detractors change places', () => {
    fc.assert(
      fc.property(counts, (c) => {
        const other = npsInterval({ promoters: c.detractors, passives: c.passives, detractors: c.promoters });
        const one = npsInterval(c);
        expect(one === null).toBe(other === null);
        if (one && other) expect(one.low).toBeCloseTo(-other.high, 9);
      }),
    );
  });

  it('refuses counts that cannot be', () => {
    expect(() => npsValue({ promoters: -1, passives: 2, detractors: 0 })).toThrow(RangeError);
    expect(() => npsInterval({ promoters: 1.5, passives: 2, detractors: 0 })).toThrow(RangeError);
  });
});
