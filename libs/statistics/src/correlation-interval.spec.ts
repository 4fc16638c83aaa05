import { expect, test } from '@jest/globals';
import { correlationInterval } from './correlation-interval.ts';

// R: cor.test(mtcars$mpg, mtcars$wt)
test('mtcars, mpg and wt', () => {
  const found = correlationInterval(-0.8676594, 32);
  expect(found?.low).toBeCloseTo(-0.9338264, 6);
  expect(found?.high).toBeCloseTo(-0.7440872, 6);
});

test('three pairs have no interval, a perfect correlation has one', () => {
  expect(correlationInterval(0.5, 3)).toBeNull();
  expect(correlationInterval(1, 10)?.high).toBeLessThanOrEqual(1);
});
