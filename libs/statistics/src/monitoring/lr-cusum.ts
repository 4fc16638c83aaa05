import { chainRunLengths } from './run-length.ts';

/** A likelihood-ratio CUSUM after one more step: never below 0. An alarm is a sum above its threshold. */
export const nextLrCusum = (sum: number, step: number): number => Math.max(0, sum + step);

/**
 * Mean number of steps until a likelihood-ratio CUSUM exceeds `threshold`, from the distribution function of its steps.
 * The sum is cut into the state 0 and `cells - 1` cells; within a cell it is taken as uniform (Simpson's rule).
 * Source: Brook and Evans 1972; Hawkins, Journal of Quality Technology 24(4), 1992.
 */
export function lrCusumRunLength(atMost: (step: number) => number, threshold: number, cells = 60): number {
  const bounds = Array.from({ length: cells }, (_, cell) => (threshold * cell) / (cells - 1));
  /** Probability that the sum is at most `bound` after the next step, from cell `from`. */
  const reaches = (bound: number, from: number): number => {
    if (from === 0) return atMost(bound);
    const [low, high] = [bounds[from - 1] as number, bounds[from] as number];
    return (atMost(bound - low) + 4 * atMost(bound - (low + high) / 2) + atMost(bound - high)) / 6;
  };
  const cumulative = bounds.map((_, from) => bounds.map((bound) => reaches(bound, from)));
  return chainRunLengths(cells, (from, to) => {
    const row = cumulative[from] as number[];
    return (row[to] as number) - (to === 0 ? 0 : (row[to - 1] as number));
  })[0] as number;
}
