/**
 * Takes out of the outcomes what the pre-period already explains: `y - theta (x - mean x)` with
 * `theta = cov(x, y) / var(x)`. The mean stays; the variance is `1 - rho^2` of what it was.
 * Source: Deng, Xu, Kohavi and Walker, WSDM 2013.
 */
export function adjustByPrePeriod(
  outcomes: readonly number[],
  before: readonly number[],
): { readonly adjusted: readonly number[]; readonly theta: number; readonly varianceRatio: number } {
  if (outcomes.length !== before.length) throw new RangeError('Each outcome has its pre-period');
  const n = outcomes.length;
  const [meanY, meanX] = [sum(outcomes) / n, sum(before) / n];
  const varX = sum(before.map((x) => (x - meanX) ** 2));
  const varY = sum(outcomes.map((y) => (y - meanY) ** 2));
  const cov = sum(outcomes.map((y, i) => (y - meanY) * ((before[i] as number) - meanX)));
  const theta = varX > 0 ? cov / varX : 0;
  const adjusted = outcomes.map((y, i) => y - theta * ((before[i] as number) - meanX));
  return { adjusted, theta, varianceRatio: varX > 0 && varY > 0 ? 1 - (cov * cov) / (varX * varY) : 1 };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
