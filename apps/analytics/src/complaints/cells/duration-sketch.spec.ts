import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { percentilesOfSketch, relativeError } from './duration-sketch.ts';

// As `duration_bucket` in the database does it.
const bucketOf = (ms: number) => (ms <= 1 ? 0 : Math.min(799, Math.ceil(25 * Math.log(ms))));

function percentilesOf(times: readonly number[]) {
  const counts = new Map<number, number>();
  for (const ms of times) counts.set(bucketOf(ms), (counts.get(bucketOf(ms)) ?? 0) + 1);
  return percentilesOfSketch((bucket) => counts.get(bucket) ?? 0);
}

describe('percentiles from buckets', () => {
  it('are within the relative error of the nearest rank', () => {
    const time = fc.oneof(fc.nat(5_000), fc.nat(86_400_000), fc.nat(10 * 365 * 86_400_000));
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 200 }), (times) => {
        const ordered = times.toSorted((a, b) => a - b);
        for (const [i, share] of [0.5, 0.9].entries()) {
          const exact = ordered[Math.ceil(share * times.length) - 1] ?? 0;
          // Half a millisecond for rounding, and none at all counts as one.
          expect(Math.abs((percentilesOf(times)?.[i] ?? 0) - exact)).toBeLessThanOrEqual(
            Math.max(1, relativeError * exact + 0.5),
          );
        }
      }),
    );
  });

  it('are null without times', () => {
    expect(percentilesOf([])).toBeNull();
  });
});
