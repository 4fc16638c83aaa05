import { expect, test } from '@jest/globals';
import { countRatioInterval } from './count-ratio-interval.ts';

// Exact Poisson limits (Garwood 1936): 10 -> 4.795 .. 18.390; 100 -> 81.364 .. 121.627; 0 -> 0 .. 3.689.
test.each([
  { count: 10, low: 4.795, high: 18.39 },
  { count: 100, low: 81.364, high: 121.627 },
  { count: 0, low: 0, high: 3.689 },
])('the interval of $count is close to the exact one', ({ count, low, high }) => {
  const interval = countRatioInterval(count, 1);
  expect(Math.abs(interval.low - low)).toBeLessThan(0.02);
  expect(Math.abs(interval.high - high)).toBeLessThan(0.2);
});

test('counts that are more spread have a wider interval', () => {
  const [even, spread] = [countRatioInterval(40, 20), countRatioInterval(40, 20, 3)];
  expect(spread.low).toBeLessThan(even.low);
  expect(spread.high).toBeGreaterThan(even.high);
});
