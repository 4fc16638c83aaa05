import { expect, test } from '@jest/globals';
import { meanDifference } from './mean-difference.ts';
import { seededRandom } from './seeded-random.ts';

const momentsOf = (values: readonly number[]) => ({
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
});

test("Welch's interval: Student's sleep data (R: t.test(extra ~ group, data = sleep))", () => {
  const one = momentsOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
  const other = momentsOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
  const found = meanDifference(one, other);
  expect(found?.difference).toBeCloseTo(1.58, 10);
  expect(found?.interval.low).toBeCloseTo(-0.2054832, 6);
  expect(found?.interval.high).toBeCloseTo(3.3654832, 6);
});

test('equal means are told different in about 5 % of samples', () => {
  const random = seededRandom(5);
  const sample = (n: number) => momentsOf(Array.from({ length: n }, () => (random.next() < 0.3 ? 1 : 0)));
  const found = Array.from({ length: 2_000 }, () => (meanDifference(sample(60), sample(90))?.p ?? 1) < 0.05);
  const share = found.filter(Boolean).length / found.length;
  expect(share).toBeGreaterThan(0.035);
  expect(share).toBeLessThan(0.065);
});

test('samples without a spread of their own differ all the same, equal ones have nothing to tell', () => {
  expect(meanDifference(momentsOf([1, 1, 1, 1, 1, 1]), momentsOf([0, 0, 0, 0, 0, 0]))?.p).toBeLessThan(0.01);
  expect(meanDifference(momentsOf([1, 1]), momentsOf([1, 1]))).toBeNull();
  expect(meanDifference(momentsOf([1]), momentsOf([1, 2]))).toBeNull();
});
