import { expect, test } from '@jest/globals';
import { inverse } from 'ml-matrix';
import { mtcars } from './mtcars.fixture.ts';
import { correlationMatrix, relativeWeights } from './relative-weights.ts';
import { swiss } from './swiss.fixture.ts';

test('mtcars, mpg by cyl, disp, hp, gear', () => {
  const found = relativeWeights(mtcars);
  expect(found?.r2).toBeCloseTo(0.7791896, 7);
  const expected = [0.2284797, 0.2221469, 0.2321744, 0.0963886];
  for (const [index, weight] of expected.entries()) expect(found?.weights[index]).toBeCloseTo(weight, 6);
});

test('swiss, Fertility by the others', () => {
  const found = relativeWeights(swiss);
  expect(found?.r2).toBeCloseTo(0.706735, 6);
  const expected = [0.0484169, 0.15470825, 0.27196411, 0.11468003, 0.11696572];
  for (const [index, weight] of expected.entries()) expect(found?.weights[index]).toBeCloseTo(weight, 6);
});

test('the mean over all orders of predictors (LMG, Shapley) ranks them alike: swiss', () => {
  const expected = [0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592];
  const found = shapley(swiss);
  for (const [index, weight] of expected.entries()) expect(found[index]).toBeCloseTo(weight, 7);
  const ranks = (values: readonly number[]) => values.map((value) => values.filter((other) => other > value).length);
  // Infant.Mortality and Catholic lie within half a hundredth of each other: their order is no finding.
  expect(ranks(relativeWeights(swiss)?.weights ?? []).slice(0, 3)).toEqual(ranks(found).slice(0, 3));
});

test('a column that does not vary, and collinear predictors, have no weights', () => {
  expect(relativeWeights(mtcars.map(([mpg = 0, cyl = 0]) => [mpg, cyl, 7]))).toBeNull();
  expect(relativeWeights(mtcars.map(([mpg = 0, cyl = 0]) => [mpg, cyl, 2 * cyl]))).toBeNull();
  expect(relativeWeights([])).toBeNull();
});

/** The share that each predictor adds to R2, as the mean over all orders in which they can enter. */
function shapley(rows: readonly (readonly number[])[]): number[] {
  const correlation = correlationMatrix(rows);
  if (!correlation) throw new Error('columns vary');
  const { rXX, rXY } = correlation;
  const r2 = (of: readonly number[]): number => {
    if (of.length === 0) return 0;
    const y = rXY.selection([...of], [0]);
    return y
      .transpose()
      .mmul(inverse(rXX.selection([...of], [...of])))
      .mmul(y)
      .get(0, 0);
  };
  const predictors = rXY.to1DArray().map((_, index) => index);
  const shares = predictors.map(() => 0);
  const orders = permutations(predictors);
  for (const order of orders) {
    for (const [place, predictor] of order.entries()) {
      const added = r2(order.slice(0, place + 1)) - r2(order.slice(0, place));
      shares[predictor] = (shares[predictor] as number) + added / orders.length;
    }
  }
  return shares;
}

function permutations(of: readonly number[]): number[][] {
  if (of.length === 0) return [[]];
  return of.flatMap((first) => permutations(of.filter((other) => other !== first)).map((rest) => [first, ...rest]));
}
