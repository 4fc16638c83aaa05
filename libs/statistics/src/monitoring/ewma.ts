import normal from '@stdlib/stats-base-dists-normal';
import { chainRunLengths } from './run-length.ts';

/** An EWMA of standardised values: weight `lambda` of the newest, limits at `limit` standard deviations of the EWMA. */
export interface EwmaDesign {
  readonly lambda: number;
  readonly limit: number;
}

export const nextEwma = (ewma: number, z: number, lambda: number): number => lambda * z + (1 - lambda) * ewma;

/** Standard deviation of an EWMA of independent standardised values: after `n` values, or in the long run. */
export const ewmaSigma = (lambda: number, n = Number.POSITIVE_INFINITY): number =>
  Math.sqrt((lambda / (2 - lambda)) * (1 - (1 - lambda) ** (2 * n)));

/**
 * Mean number of values until a two-sided EWMA with its long-run limits alarms, when the mean has moved by `shift`
 * standard deviations. Source: Lucas and Saccucci, Technometrics 32(1), 1990.
 */
export function ewmaRunLength({ lambda, limit }: EwmaDesign, shift: number, cells = 201): number {
  const bound = limit * ewmaSigma(lambda);
  const width = (2 * bound) / cells;
  const middle = (cell: number) => -bound + (cell + 0.5) * width;
  const lengths = chainRunLengths(cells, (from, to) => {
    const kept = (1 - lambda) * middle(from);
    const high = (middle(to) + width / 2 - kept) / lambda;
    const low = (middle(to) - width / 2 - kept) / lambda;
    return normal.cdf(high, shift, 1) - normal.cdf(low, shift, 1);
  });
  return lengths[(cells - 1) / 2] as number;
}
