import { seededRandom } from '@harken/statistics';
import { expect, it } from '@jest/globals';
import { driversOf, type Observation } from './drivers.ts';

const random = seededRandom(11);
const observed = (n: number): Observation[] =>
  Array.from({ length: n }, () => {
    const [speed, price] = [random.below(11), random.below(11)];
    return { outcome: 0.7 * speed + 3 * random.next(), experiences: [price, speed, null] };
  });

it('finds what drives an answer, the strongest first, and tells it from what does not', () => {
  const found = driversOf(['price', 'speed', 'staff'], observed(200));
  expect(found).toMatchObject({ n: 200, needed: 30, enough: true, reason: null });
  expect(found.items.map(({ factor, beyondNoise }) => [factor, beyondNoise])).toEqual([
    ['speed', true],
    ['price', false],
  ]);
  expect(found.items.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
  expect(found.leftOut).toEqual([{ factor: 'staff', reason: 'answered-by-few', n: 0 }]);
});

it.each([
  ['nobody answered', [], ['price'], 'Nobody answered this question'],
  ['too few answered', observed(29), ['price', 'speed'], '29 answered all of it, 30 are needed'],
  [
    'all gave the same answer',
    observed(60).map((one) => ({ ...one, outcome: 9 })),
    ['price', 'speed'],
    'All gave the same',
  ],
  [
    'two factors are the same',
    observed(60).map(({ outcome, experiences: [one = null] }) => ({ outcome, experiences: [one, one] })),
    ['price', 'speed'],
    'cannot be told apart',
  ],
  [
    'no factor varies',
    observed(60).map(({ outcome }) => ({ outcome, experiences: [5] })),
    ['price'],
    'Nobody saw any difference',
  ],
])('says why there are none when %s, never NaN', (_, observations, factors, reason) => {
  const found = driversOf(factors, observations);
  expect(found).toMatchObject({ enough: false, r2: null, items: [] });
  expect(found.reason).toContain(reason);
});

it('needs ten answers for each factor', () => {
  const names = Array.from({ length: 6 }, (_, at) => `factor-${at}`);
  const rows = Array.from({ length: 59 }, () => ({
    outcome: random.next(),
    experiences: names.map(() => random.next()),
  }));
  expect(driversOf(names, rows)).toMatchObject({ enough: false, n: 59, needed: 60 });
  const [first] = rows;
  expect(driversOf(names, [...rows, { ...(first as Observation), outcome: 0.5 }]).enough).toBe(true);
});
