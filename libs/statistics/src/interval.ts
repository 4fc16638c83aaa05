import normal from '@stdlib/stats-base-dists-normal';
import student from '@stdlib/stats-base-dists-t';

/** A two-sided confidence interval; `level` is its nominal coverage, e.g. 0.95. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

// Cached: a table of a thousand rows needs the same level a thousand times, and computing it iterates.
let last = { level: 0.95, quantile: normal.quantile(0.975, 0, 1) };

/** Two-sided critical value of the standard normal distribution: 1.959964 for 0.95. */
export function normalQuantile(level: number): number {
  if (level !== last.level) last = { level, quantile: normal.quantile(0.5 + assertLevel(level) / 2, 0, 1) };
  return last.quantile;
}

/** Two-sided critical value of Student's t with `degrees` of freedom: 2.262157 for 0.95 and 9. */
export function studentQuantile(level: number, degrees: number): number {
  return student.quantile(0.5 + assertLevel(level) / 2, degrees);
}

function assertLevel(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`A confidence level lies between 0 and 1, not ${level}`);
  return level;
}

/** Throws a RangeError unless `value` is a whole number from 0 on. */
export function assertCount(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} is a whole number >= 0, not ${value}`);
  return value;
}
