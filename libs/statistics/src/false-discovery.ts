/**
 * Which of the p-values are rejected when at most the share `rate` of the rejected may be false.
 * Source: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57(1), 1995.
 */
export function rejectedAt(rate: number, pValues: readonly number[]): boolean[] {
  const ascending = pValues.toSorted((a, b) => a - b);
  const rank = ascending.findLastIndex((p, index) => p <= (rate * (index + 1)) / pValues.length);
  const limit = rank < 0 ? -1 : (ascending[rank] as number);
  return pValues.map((p) => p <= limit);
}
