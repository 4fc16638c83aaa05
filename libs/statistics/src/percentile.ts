/**
 * Nearest-rank percentile: the smallest observed value that at least the share `p` (0 < p <= 1) of the values does
 * not exceed; `null` without values. Always a value that was observed, and the same as SQL's `percentile_disc`.
 * Needs no sorted input. Throws a RangeError on another `p`.
 */
export function percentile(values: readonly number[], p: number): number | null {
  if (!(p > 0 && p <= 1)) throw new RangeError(`A percentile needs a share above 0 and up to 1, not ${p}`);
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.ceil(p * sorted.length) - 1] ?? null;
}

/** The nearest-rank percentile of one half: of an even number of values the lower of the two in the middle. */
export function median(values: readonly number[]): number | null {
  return percentile(values, 0.5);
}
