import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitChange } from './split-change.ts';

const period = fc.record({ n: fc.integer({ min: 0, max: 500 }), sum: fc.integer({ min: -5000, max: 5000 }) });
const part = fc.record({ before: period, after: period }).map(({ before, after }) => ({
  before: before.n ? before : { n: 0, sum: 0 },
  after: after.n ? after : { n: 0, sum: 0 },
}));

test('mix and rate of all parts add up to the change', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
      const split = splitChange(parts);
      if (!split) return;
      const sum = split.parts.reduce((total, { mix, rate }) => total + mix + rate, 0);
      expect(sum).toBeCloseTo(split.after - split.before, 6);
    }),
  );
});

test('a part with the mean of all that only grew brings nothing; one that got worse brings its rate', () => {
  const split = splitChange([
    { before: { n: 100, sum: 800 }, after: { n: 100, sum: 600 } },
    { before: { n: 100, sum: 800 }, after: { n: 100, sum: 800 } },
  ]);
  expect([split?.before, split?.after]).toEqual([8, 7]);
  expect(split?.parts.map(({ mix, rate }) => [mix + 0, rate])).toEqual([
    [0, -1],
    [0, 0],
  ]);
});

test('without answers in a period there is no change', () => {
  expect(splitChange([{ before: { n: 0, sum: 0 }, after: { n: 3, sum: 9 } }])).toBeNull();
});
