import { inverse, Matrix } from 'ml-matrix';
import { normalProbability } from '../normal-probability.ts';
import type { Effect } from './difference-in-differences.ts';

/** One point of a series in the order of time. */
export interface SeriesPoint {
  readonly value: number;
  /** How many observations it is made of; 1 unless given. Points of 0 are left out. */
  readonly weight?: number;
  readonly after: boolean;
}

const minPoints = 8;

/**
 * The step of a series at an intervention, over a line through time (without one if `trend` is false): weighted least
 * squares, the error by Newey and West (Bartlett, lag `floor(4 (n / 100)^(2/9))`), so that neighbours may depend on each
 * other. `null` with fewer than 8 points before or after.
 * Sources: Newey and West, Econometrica 55(3), 1987; Wagner et al., J Clin Pharm Ther 27, 2002 (segmented regression).
 */
export function interruptedTimeSeries(
  series: readonly SeriesPoint[],
  { trend = true }: { readonly trend?: boolean } = {},
): Effect | null {
  const points = usable(series);
  if (!points) return null;
  const { design, weights } = designOf(points, trend);
  const y = points.map(({ value }) => value);
  const bread = inverse(crossProduct(design, weights));
  const beta = bread.mmul(new Matrix(momentsOf(design, weights, y)));
  const residuals = y.map((value, i) => value - dot(design[i] as number[], beta));
  return stepOf(beta, bread, scoresOf(design, weights, residuals), (step) => step);
}

/**
 * The same for counts by day: a log-linear model by iteratively reweighted least squares (quasi-Poisson: the variance is
 * proportional to the mean, by whatever factor), the error by Newey and West. The effect is relative: -0.2 is a fifth less.
 * `null` with fewer than 8 points on a side, or without any count on one.
 */
export function interruptedCounts(
  series: readonly SeriesPoint[],
  { trend = true }: { readonly trend?: boolean } = {},
): Effect | null {
  const points = usable(series);
  const sumOf = (after: boolean) =>
    (points ?? []).reduce((sum, point) => sum + (point.after === after ? point.value : 0), 0);
  if (!points || sumOf(false) === 0 || sumOf(true) === 0) return null;
  const { design } = designOf(points, trend);
  const y = points.map(({ value }) => value);
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  let eta = y.map((value) => Math.log((value + mean) / 2 + 1e-9));
  let beta = Matrix.zeros(design[0]?.length ?? 0, 1);
  for (let i = 0; i < 50; i++) {
    const mu = eta.map((value) => Math.exp(Math.min(50, value)));
    const working = eta.map((value, at) => value + ((y[at] as number) - (mu[at] as number)) / (mu[at] as number));
    const next = inverse(crossProduct(design, mu)).mmul(new Matrix(momentsOf(design, mu, working)));
    const moved = Math.max(...next.to1DArray().map((value, at) => Math.abs(value - (beta.to1DArray()[at] as number))));
    beta = next;
    eta = design.map((row) => dot(row, beta));
    if (moved < 1e-10) break;
  }
  const mu = eta.map((value) => Math.exp(value));
  const bread = inverse(crossProduct(design, mu));
  const residuals = y.map((value, i) => value - (mu[i] as number));
  const ones = y.map(() => 1);
  return stepOf(beta, bread, scoresOf(design, ones, residuals), (step) => Math.exp(step) - 1);
}

function usable(series: readonly SeriesPoint[]): (SeriesPoint & { readonly at: number })[] | null {
  const points = series.map((point, at) => ({ ...point, at })).filter(({ weight = 1 }) => weight > 0);
  const after = points.filter((point) => point.after).length;
  return after < minPoints || points.length - after < minPoints ? null : points;
}

/** Columns: 1, the step, and time from -1 to 1. */
function designOf(points: readonly (SeriesPoint & { readonly at: number })[], trend: boolean) {
  const last = points.at(-1)?.at ?? 1;
  const design = points.map(({ after, at }) => [
    1,
    after ? 1 : 0,
    ...(trend ? [(2 * at) / Math.max(1, last) - 1] : []),
  ]);
  return { design, weights: points.map(({ weight = 1 }) => weight) };
}

function crossProduct(design: readonly number[][], weights: readonly number[]): Matrix {
  const width = design[0]?.length ?? 0;
  const product = Matrix.zeros(width, width);
  for (const [i, row] of design.entries()) {
    for (let a = 0; a < width; a++) {
      for (let b = 0; b < width; b++) {
        product.set(a, b, product.get(a, b) + (weights[i] as number) * (row[a] as number) * (row[b] as number));
      }
    }
  }
  return product;
}

const momentsOf = (design: readonly number[][], weights: readonly number[], y: readonly number[]): number[][] =>
  (design[0] ?? []).map((_, a) => [
    design.reduce((sum, row, i) => sum + (weights[i] as number) * (row[a] as number) * (y[i] as number), 0),
  ]);

const dot = (row: readonly number[], beta: Matrix): number =>
  row.reduce((sum, value, at) => sum + value * beta.get(at, 0), 0);

const scoresOf = (design: readonly number[][], weights: readonly number[], residuals: readonly number[]): number[][] =>
  design.map((row, i) => row.map((value) => value * (weights[i] as number) * (residuals[i] as number)));

/** The coefficient of the step with its sandwich error. */
function stepOf(beta: Matrix, bread: Matrix, scores: readonly number[][], shown: (step: number) => number): Effect {
  const n = scores.length;
  const width = bread.rows;
  const lag = Math.floor(4 * (n / 100) ** (2 / 9));
  const meat = Matrix.zeros(width, width);
  for (let l = 0; l <= lag; l++) {
    const bartlett = l === 0 ? 1 : 1 - l / (lag + 1);
    for (let t = l; t < n; t++) {
      const [now, before] = [scores[t] as number[], scores[t - l] as number[]];
      for (let a = 0; a < width; a++) {
        for (let b = 0; b < width; b++) {
          const product = (now[a] as number) * (before[b] as number);
          const both = l === 0 ? product : product + (before[a] as number) * (now[b] as number);
          meat.set(a, b, meat.get(a, b) + bartlett * both);
        }
      }
    }
  }
  const variance = (bread.mmul(meat).mmul(bread).get(1, 1) * n) / (n - width);
  const error = Math.sqrt(Math.max(0, variance));
  const step = beta.get(1, 0);
  const p = error === 0 ? (step === 0 ? 1 : 0) : 2 * normalProbability(-Math.abs(step) / error);
  return { effect: shown(step), low: shown(step - 1.959964 * error), high: shown(step + 1.959964 * error), p };
}
