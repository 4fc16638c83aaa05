import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tilesOf } from './tiles.ts';

const at = (text: string) => new Date(text);
const shown = (...args: Parameters<typeof tilesOf>) =>
  tilesOf(...args).map(({ from, since, until }) => `${from} ${since?.toISOString()} ${until?.toISOString()}`);

describe('the tiles of a range', () => {
  it('are whole months where nothing bounds it', () => {
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

  it('are no larger than the period asked for', () => {
    expect(shown(at('2026-01-01T00:00:00Z'), at('2026-02-01T00:00:00Z'), 'week')).toEqual([
      'day 2026-01-01T00:00:00.000Z 2026-02-01T00:00:00.000Z',
    ]);
  });

  it('are none for an empty range', () => {
    expect(shown(at('2026-01-01T00:00:00Z'), at('2026-01-01T00:00:00Z'), undefined)).toEqual([]);
  });

  it('cover the range without gap or overlap', () => {
    const time = fc.date({ min: at('2024-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [since, until] = a < b ? [a, b] : [b, a];
        const tiles = tilesOf(since, until, undefined);
        let reached = since.getTime();
        for (const tile of tiles) {
          expect(tile.since?.getTime()).toBe(reached);
          expect(tile.until?.getTime()).toBeGreaterThan(reached);
          reached = tile.until?.getTime() ?? Number.NaN;
        }
        expect(reached).toBe(until.getTime());
      }),
    );
  });
});
