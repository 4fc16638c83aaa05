import { describe, expect, it } from '@jest/globals';
import { faultMoments, maxSent } from './fault-schedule.ts';

describe('the schedule of faults', () => {
  it('spreads the faults over the load, in order, the same for the same seed', () => {
    const moments = faultMoments(3, 20_000, 10);
    expect(moments).toEqual(faultMoments(3, 20_000, 10));
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
    expect(moments).not.toEqual(faultMoments(4, 20_000, 10));
  });

  it('never lets the load run away from its faults, nor wait for one that waits for it', () => {
    for (const faults of [1, 2, 10, 100]) {
      const moments = faultMoments(5, 20_000, faults);
      for (const [over, moment] of moments.entries()) {
        expect(maxSent(20_000, faults, over)).toBeGreaterThan(moment);
        if (over + 1 < faults) expect(maxSent(20_000, faults, over)).toBeLessThan(20_000);
      }
    }
    expect(maxSent(20_000, 10, 10)).toBe(Number.POSITIVE_INFINITY);
  });
});
