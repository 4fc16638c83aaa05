import { expect, test } from '@jest/globals';
import { excessProbability } from './excess-probability.ts';

test.each([
  // 1 - (1/2)^10 * (sum of C(10, i) for i < 8) = 56 / 1024
  [8, 10, 0.5, 56 / 1024],
  [10, 10, 0.5, 1 / 1024],
  [0, 10, 0.5, 1],
  [1, 3, 0.25, 1 - 0.75 ** 3],
])('%d of %d in a share of %d', (count, total, share, expected) => {
  expect(excessProbability(count, total, share)).toBeCloseTo(expected, 12);
});

test('is a probability for many events, too', () => {
  const p = excessProbability(10_300, 20_000, 0.5);
  // The normal approximation, corrected for continuity: z = 4.23.
  expect(p).toBeGreaterThan(5e-6);
  expect(p).toBeLessThan(2e-5);
});
