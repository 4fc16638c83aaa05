import { expect, test } from '@jest/globals';
import { countCusumRunLength, poissonCusumRunLength } from './count-cusum.ts';
import { cusumRunLength, twoSidedCusumRunLength } from './cusum.ts';
import { ewmaRunLength } from './ewma.ts';
import { thresholdFor } from './run-length.ts';

test.each([
  [0, 168, 149],
  [0.5, 26.6, 20.1],
  [1, 8.38, 5.29],
  [2, 3.34, 2.01],
  [3, 2.19, 1.32],
])('two-sided CUSUM, k .5, h 4, shift %d: Lucas and Crosier 1982', (shift, zero, fast) => {
  const design = { k: 0.5, h: 4 };
  expect(twoSidedCusumRunLength(design, shift) / zero).toBeCloseTo(1, 2);
  expect(twoSidedCusumRunLength(design, shift, 0.5) / fast).toBeCloseTo(1, 2);
});

test('two-sided CUSUM, k .5, h 5: Montgomery; one-sided, k .5, h 3: Brook and Evans 1972', () => {
  expect(twoSidedCusumRunLength({ k: 0.5, h: 5 }, 0)).toBeCloseTo(465, -0.5);
  expect(twoSidedCusumRunLength({ k: 0.5, h: 5 }, 1)).toBeCloseTo(10.4, 1);
  expect(cusumRunLength({ k: 0.5, h: 3 }, 0)).toBeCloseTo(117.59, 1);
  expect(cusumRunLength({ k: 0.5, h: 3 }, 1.5)).toBeCloseTo(3.75, 2);
});

test.each([
  [{ lambda: 0.5, limit: 3.071 }, [500, 88.8, 17.5, 3.63]],
  [{ lambda: 0.03, limit: 2.437 }, [500, 29.3, 12.6, 5.99]],
])('EWMA %p, shifts 0, .5, 1, 2: Lucas and Saccucci 1990', (design, expected) => {
  const found = [0, 0.5, 1, 2].map((shift) => ewmaRunLength(design, shift));
  for (const [index, value] of expected.entries()) expect((found[index] as number) / value).toBeCloseTo(1, 2);
});

test('EWMA, lambda .2, limit 3: a Markov chain of 401 states', () => {
  const found = [0, 0.5, 1, 2, 3].map((shift) => ewmaRunLength({ lambda: 0.2, limit: 3 }, shift, 401));
  for (const [index, value] of [559.8, 44.13, 10.84, 3.8, 2.41].entries()) expect(found[index]).toBeCloseTo(value, 1);
});

test('Poisson CUSUM, k .25, h 10, mean .25: Lucas 1985', () => {
  expect(poissonCusumRunLength(0.25, 0.25, 10, 0.25)).toBeCloseTo(438.13, 1);
  expect(poissonCusumRunLength(0.25, 0.25, 10, 0.25, 5)).toBeCloseTo(333.12, 1);
});

test('negative binomial CUSUM, mean 10, dispersion .5, doubling, h 5: R surveillance, whose 5 cells are too coarse', () => {
  expect(countCusumRunLength([10], 0.5, 2, 5, 1, 5)).toBeCloseTo(519.6, 2);
  // 4,000 simulated runs: 1,319 with a standard error of 21.
  expect(countCusumRunLength([10], 0.5, 2, 5, 1, 200)).toBeCloseTo(1345, -1);
  expect(countCusumRunLength([10], 0.5, 2, 5) / countCusumRunLength([10], 0.5, 2, 5, 1, 200)).toBeCloseTo(1, 1.5);
});

test('a real doubling is found within days', () => {
  expect(countCusumRunLength([5], 0.2, 2, 4, 2)).toBeLessThan(6);
});

test('the threshold for a run length is the smallest that reaches it', () => {
  const threshold = thresholdFor(465, (h) => twoSidedCusumRunLength({ k: 0.5, h }, 0), 1, 2);
  expect(threshold).toBeCloseTo(5, 1);
  expect(twoSidedCusumRunLength({ k: 0.5, h: threshold }, 0)).toBeGreaterThanOrEqual(465);
});
