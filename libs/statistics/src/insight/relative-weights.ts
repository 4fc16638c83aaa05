import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

export interface RelativeWeights {
  /** Share of the variance of the outcome that all predictors explain, 0..1. */
  readonly r2: number;
  /** How much of `r2` each predictor carries: not negative, and they sum up to `r2`. */
  readonly weights: readonly number[];
}

/**
 * Johnson's relative weights: what each of correlated predictors contributes to explaining an outcome. `rows` are
 * observations `[outcome, ...predictors]` in any units. `null` when a column does not vary or predictors are collinear.
 * Source: Johnson, Multivariate Behavioral Research 35(1), 2000.
 */
export function relativeWeights(rows: readonly (readonly number[])[]): RelativeWeights | null {
  const correlation = correlationMatrix(rows);
  return correlation && weightsOf(correlation);
}

/** The same from the correlations; `null` when predictors are collinear. */
export function weightsOf({ rXX, rXY }: Correlations): RelativeWeights | null {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(rXX, { assumeSymmetric: true });
  if (Math.min(...realEigenvalues) < 1e-10) return null;
  // Predictors -> the uncorrelated variables closest to them: `lambda` is both their loadings and the root of rXX.
  const roots = Matrix.diag(realEigenvalues.map(Math.sqrt));
  const inverseRoots = Matrix.diag(realEigenvalues.map((value) => 1 / Math.sqrt(value)));
  const lambda = eigenvectorMatrix.mmul(roots).mmul(eigenvectorMatrix.transpose());
  const beta = eigenvectorMatrix.mmul(inverseRoots).mmul(eigenvectorMatrix.transpose()).mmul(rXY);
  const squared = Matrix.pow(lambda, 2).mmul(Matrix.pow(beta, 2));
  const weights = squared.to1DArray();
  return { r2: weights.reduce((sum, weight) => sum + weight, 0), weights };
}

/** The correlations of the predictors with each other, and with the outcome. */
export interface Correlations {
  readonly rXX: Matrix;
  readonly rXY: Matrix;
}

/** `null` when a column does not vary. */
export function correlationMatrix(rows: readonly (readonly number[])[]): Correlations | null {
  const width = rows[0]?.length ?? 0;
  if (rows.length < 2 || width < 2) return null;
  const means = Array.from(
    { length: width },
    (_, at) => rows.reduce((sum, row) => sum + (row[at] as number), 0) / rows.length,
  );
  const products = new Float64Array(width * width);
  for (const row of rows) {
    for (let i = 0; i < width; i++) {
      const left = (row[i] as number) - (means[i] as number);
      for (let j = i; j < width; j++) {
        const at = i * width + j;
        products[at] = (products[at] as number) + left * ((row[j] as number) - (means[j] as number));
      }
    }
  }
  const spread = means.map((_, i) => products[i * width + i] as number);
  if (spread.some((value) => value <= 1e-12)) return null;
  const correlation = (i: number, j: number) =>
    (products[Math.min(i, j) * width + Math.max(i, j)] as number) /
    Math.sqrt((spread[i] as number) * (spread[j] as number));
  const indexes = Array.from({ length: width - 1 }, (_, index) => index + 1);
  return {
    rXX: new Matrix(indexes.map((i) => indexes.map((j) => correlation(i, j)))),
    rXY: Matrix.columnVector(indexes.map((i) => correlation(0, i))),
  };
}
