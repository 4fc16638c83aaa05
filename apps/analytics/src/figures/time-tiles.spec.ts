import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nearest, type TimeTile, timeTiles } from './time-tiles.ts';

const at = (text: string) => new Date(text);
const shown = (...args: Parameters<typeof timeTiles>) =>
  timeTiles(...args).map(
    ({ source, since, until, sign }) =>
      `${sign === 1 ? '' : 'less '}${source} ${since?.toISOString()} ${until?.toISOString()}`,
  );

const hour = 3_600_000;
/** The most that single facts can be of one of these. */
const half = { hour: hour / 2, day: 12 * hour, month: 15.5 * 24 * hour };
const grain = fc.constantFrom('hour' as const, 'day' as const, 'month' as const);
const period = fc.constantFrom(undefined, 'hour' as const, 'day' as const, 'week' as const, 'month' as const);
const time = fc.date({ min: at('2024-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z'), noInvalidDate: true });
// Noons and half hours are as near to one bound as to the other.
const steps = fc.constantFrom(1, hour / 2, 12 * hour);
const bound = fc.tuple(time, steps).map(([t, step]) => new Date(Math.floor(t.getTime() / step) * step));
const range = fc.tuple(bound, bound).map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const)));

/** Where the number of times that a moment is counted changes: between the first and the second by one. */
function netOf(tiles: readonly TimeTile[]): number[] {
  const changes = new Map<number, number>();
  for (const { since, until, sign } of tiles) {
    changes.set(Number(since), (changes.get(Number(since)) ?? 0) + sign);
    changes.set(Number(until), (changes.get(Number(until)) ?? 0) - sign);
  }
  const bounds = [...changes].filter(([, change]) => change !== 0).sort(([a], [b]) => a - b);
  expect(bounds.map(([, change]) => change)).toEqual(bounds.length === 0 ? [] : [1, -1]);
  return bounds.map(([moment]) => moment);
}

describe('the tiles of a range', () => {
  it('are whole months without bounds', () => {
    expect(shown(undefined, undefined, undefined)).toEqual(['month undefined undefined']);
  });

  it('grow from facts over hours and days to months, and shrink again', () => {
    expect(shown(at('2026-01-30T22:30:00Z'), at('2026-03-01T01:00:00.001Z'), undefined)).toEqual([
      'facts 2026-01-30T22:30:00.000Z 2026-01-30T23:00:00.000Z',
      'hour 2026-01-30T23:00:00.000Z 2026-01-31T00:00:00.000Z',
      'day 2026-01-31T00:00:00.000Z 2026-02-01T00:00:00.000Z',
      'month 2026-02-01T00:00:00.000Z 2026-03-01T00:00:00.000Z',
      'hour 2026-03-01T00:00:00.000Z 2026-03-01T01:00:00.000Z',
      'facts 2026-03-01T01:00:00.000Z 2026-03-01T01:00:00.001Z',
    ]);
  });

  it('are no larger than the period', () => {
    expect(shown(at('2026-01-01T00:00:00Z'), at('2026-02-01T00:00:00Z'), 'week')).toEqual([
      'day 2026-01-01T00:00:00.000Z 2026-02-01T00:00:00.000Z',
    ]);
  });

  it('are none for an empty range', () => {
    expect(shown(at('2026-01-01T00:00:00Z'), at('2026-01-01T00:00:00Z'), undefined)).toEqual([]);
  });

  it('subtract from the nearest month, day and hour what lies outside the range', () => {
    expect(shown(at('2026-03-03T05:10:00Z'), at('2026-04-29T19:40:00Z'), undefined)).toEqual([
      'less day 2026-03-01T00:00:00.000Z 2026-03-03T00:00:00.000Z',
      'less hour 2026-03-03T00:00:00.000Z 2026-03-03T05:00:00.000Z',
      'less facts 2026-03-03T05:00:00.000Z 2026-03-03T05:10:00.000Z',
      'month 2026-03-01T00:00:00.000Z 2026-05-01T00:00:00.000Z',
      'less facts 2026-04-29T19:40:00.000Z 2026-04-29T20:00:00.000Z',
      'less hour 2026-04-29T20:00:00.000Z 2026-04-30T00:00:00.000Z',
      'less day 2026-04-30T00:00:00.000Z 2026-05-01T00:00:00.000Z',
    ]);
  });

  it('do not begin with a month when fewer days do', () => {
    expect(shown(at('2026-03-15T00:00:00Z'), at('2026-03-17T00:00:00Z'), undefined)).toEqual([
      'day 2026-03-15T00:00:00.000Z 2026-03-17T00:00:00.000Z',
    ]);
  });

  it('count each moment of the range once and no other, and no more than half a month, day or hour apart', () => {
    fc.assert(
      fc.property(range, period, grain, ([since, until], per, finest) => {
        const tiles = timeTiles(since, until, per, finest);
        expect(netOf(tiles)).toEqual(since < until ? [since.getTime(), until.getTime()] : []);
        const single = tiles.filter(({ source }) => source === 'facts');
        if (per !== undefined) return;
        for (const { since: from, until: to } of single) {
          expect(Number(to) - Number(from)).toBeLessThanOrEqual(Math.min(half[finest], Number(until) - Number(since)));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('end at the nearest bounds, except those of facts', () => {
    fc.assert(
      fc.property(range, grain, ([since, until], finest) => {
        const whole = timeTiles(since, until, undefined, finest).filter(({ source }) => source !== 'facts');
        if (whole.length === 0) return;
        expect(netOf(whole)).toEqual([nearest(since, finest).getTime(), nearest(until, finest).getTime()]);
      }),
      { numRuns: 1_000 },
    );
  });
});
