import { expect, test } from '@jest/globals';
import { rejectedAt } from '../false-discovery.ts';
import { downWeights } from './down-weight.ts';
import { laneyLimits } from './laney.ts';

test('old outbreaks weigh less: the values of R surveillance', () => {
  const weights = downWeights([2, 2, 2, 2, 2, 0, 0, 0, 0, 0]);
  expect(weights.slice(0, 5).every((weight) => Math.abs(weight - 0.4) < 1e-12)).toBe(true);
  expect(weights.slice(5).every((weight) => Math.abs(weight - 1.6) < 1e-12)).toBe(true);
});

test('Benjamini and Hochberg reject 4 of their 15 p-values at 5 %', () => {
  const pValues = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ];
  expect(rejectedAt(0.05, pValues).filter(Boolean)).toHaveLength(4);
  expect(rejectedAt(0.05, [])).toEqual([]);
});

test("Laney's limits widen with the spread between samples", () => {
  const calm = laneyLimits(Array.from({ length: 40 }, (_, day) => ({ n: 1000, successes: day % 2 ? 98 : 102 })));
  const spread = laneyLimits(Array.from({ length: 40 }, (_, day) => ({ n: 1000, successes: day % 2 ? 60 : 140 })));
  // The mean moving range of z is |102 - 98| / 1000 / sigma, sigma = sqrt(.1 x .9 / 1000).
  const sigma = Math.sqrt((0.1 * 0.9) / 1000);
  expect(calm?.centre).toBeCloseTo(0.1, 12);
  expect(calm?.sigmaZ).toBeCloseTo(0.004 / sigma / 1.128, 10);
  expect(spread?.sigmaZ).toBeCloseTo(0.08 / sigma / 1.128, 10);
  expect(spread?.limits[0]?.low).toBe(0);
  expect(laneyLimits([{ n: 5, successes: 1 }])).toBeNull();
});
