import { expect, test } from '@jest/globals';
import { seededRandom } from '../seeded-random.ts';
import { bootstrapWeights } from './bootstrap-weights.ts';
import { mtcars } from './mtcars.fixture.ts';
import { relativeWeights } from './relative-weights.ts';

test('an interval holds its weight, and the same seed gives the same interval', () => {
  const [first, again] = [1, 2].map(() => bootstrapWeights(mtcars, { seed: 7, samples: 400 }));
  expect(again).toEqual(first);
  for (const [index, weight] of (relativeWeights(mtcars)?.weights ?? []).entries()) {
    expect(first?.[index]?.low).toBeLessThan(weight);
    expect(first?.[index]?.high).toBeGreaterThan(weight);
  }
});

test('a driver is told from noise', () => {
  const random = seededRandom(3);
  const rows = Array.from({ length: 300 }, () => {
    const [driver, other] = [random.normal(), random.normal()];
    return [driver + random.normal(), driver, other];
  });
  const found = bootstrapWeights(rows, { seed: 1, samples: 300 });
  expect(found?.map(({ beyondNoise }) => beyondNoise)).toEqual([true, false]);
});

test('without spread there is no interval', () => {
  expect(
    bootstrapWeights(
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      { seed: 1, samples: 50 },
    ),
  ).toBeNull();
});
