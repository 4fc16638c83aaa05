/** A part of all answers in two periods: how many there were, and their sum (the mean is sum / n). */
export interface ChangedPart {
  readonly before: { readonly n: number; readonly sum: number };
  readonly after: { readonly n: number; readonly sum: number };
}

/**
 * Splits the change of a mean into what each part brought by its share (`mix`) and by its own mean (`rate`), with the
 * mean of both periods as weights, so that nothing is left over: the sum of all is the change. A part that is missing
 * in a period has no mean of its own there: its whole change is mix. `null` when a period has no answers.
 * Source: Kitagawa, Journal of the American Statistical Association 50, 1955; shares are taken against the mean of all.
 */
export function splitChange(
  parts: readonly ChangedPart[],
): { readonly before: number; readonly after: number; readonly parts: { mix: number; rate: number }[] } | null {
  const total = (of: 'before' | 'after') =>
    parts.reduce((sum, part) => ({ n: sum.n + part[of].n, sum: sum.sum + part[of].sum }), { n: 0, sum: 0 });
  const [first, second] = [total('before'), total('after')];
  if (first.n === 0 || second.n === 0) return null;
  const [before, after] = [first.sum / first.n, second.sum / second.n];
  const middle = (before + after) / 2;
  return {
    before,
    after,
    parts: parts.map((part) => {
      const [shareBefore, shareAfter] = [part.before.n / first.n, part.after.n / second.n];
      const meanBefore = part.before.n > 0 ? part.before.sum / part.before.n : null;
      const meanAfter = part.after.n > 0 ? part.after.sum / part.after.n : null;
      const [m0, m1] = [meanBefore ?? meanAfter ?? middle, meanAfter ?? meanBefore ?? middle];
      return {
        mix: (shareAfter - shareBefore) * ((m0 + m1) / 2 - middle),
        rate: (m1 - m0) * ((shareBefore + shareAfter) / 2),
      };
    }),
  };
}
