/**
 * Weights of past slots for a baseline, so that old outbreaks do not hide new ones: a standardised Anscombe residual s
 * above 1 weighs s ** -2, the others weigh 1, and all are scaled to sum up to their number.
 * Source: Farrington et al., Journal of the Royal Statistical Society A 159(3), 1996.
 */
export function downWeights(residuals: readonly number[]): number[] {
  const raw = residuals.map((residual) => (residual > 1 ? residual ** -2 : 1));
  const scale = residuals.length / raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight * scale);
}
