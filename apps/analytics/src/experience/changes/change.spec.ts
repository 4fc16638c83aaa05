import { utc } from '@harken/service/time';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeOf, type Partition } from './change.ts';
import { comparedWith } from './changes-query.ts';

const moments = fc.array(fc.constantFrom<number>(-100, 0, 100, 3.7), { maxLength: 40 }).map((values) => ({
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
}));
const parts = fc.array(fc.record({ value: fc.string(), before: moments, after: moments }), {
  minLength: 2,
  maxLength: 9,
});

describe('a change', () => {
  it('is what mix and rate of the parts add up to, to the last digit', () => {
    fc.assert(
      fc.property(parts, (some) => {
        const { change, items } = changeOf([{ dimension: 'touchpoint', parts: some }], undefined);
        if (change === null) return;
        const units = (value: number) => Math.round(value * 1e9);
        const sum = items.reduce((total, { mix, rate }) => total + units(mix) + units(rate), 0);
        expect(sum).toBe(units(change));
      }),
      { numRuns: 500 },
    );
  });

  it('names the part that moved beyond chance, and no other', () => {
    const same = { n: 200, sum: 4_000, sumOfSquares: 1_200_000 };
    const worse = { n: 200, sum: -6_000, sumOfSquares: 1_200_000 };
    const partition: Partition = {
      dimension: 'touchpoint',
      parts: ['a', 'b', 'c'].map((value) => ({ value, before: same, after: value === 'b' ? worse : same })),
    };
    const { items, change } = changeOf([partition], undefined);
    expect(change).toBeCloseTo(-50 / 3, 8);
    expect(items.filter(({ beyondChance }) => beyondChance).map(({ value }) => value)).toEqual(['b']);
    expect(items[0]).toMatchObject({ value: 'b', before: { n: 200, value: 20 }, after: { n: 200, value: -30 } });
  });

  it('says why there is none, and never 0', () => {
    const none = { n: 0, sum: 0, sumOfSquares: 0 };
    const some = { n: 2, sum: 3, sumOfSquares: 5 };
    const partition = { dimension: 'touchpoint', parts: [{ value: 'a', before: none, after: some }] };
    expect(changeOf([partition], undefined)).toMatchObject({
      before: null,
      change: null,
      reason: 'There is no answer in the period before with these filters.',
    });
  });
});

describe('the period to compare with', () => {
  const march = { since: new Date('2026-03-01T00:00:00Z'), until: new Date('2026-04-01T00:00:00Z') };
  it.each([
    ['previous', '2026-01-29T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    ['year', '2025-03-01T00:00:00.000Z', '2025-04-01T00:00:00.000Z'],
    ['2026-01-01', '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'],
    ['2026-01-01/2026-01-08', '2026-01-01T00:00:00.000Z', '2026-01-08T00:00:00.000Z'],
  ])('of March, against %s', (against, since, until) => {
    const found = comparedWith(march, against, utc);
    expect([found.since.toISOString(), found.until.toISOString()]).toEqual([since, until]);
  });

  it.each(['', 'never', '2026-02-01/2026-01-01', '2026-01-01/2026-02-01/2026-03-01'])('is refused: %j', (against) => {
    expect(() => comparedWith(march, against, utc)).toThrow('The query is not valid.');
  });
});
