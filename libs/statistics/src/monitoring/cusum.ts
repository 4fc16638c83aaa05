import normal from '@stdlib/stats-base-dists-normal';
import { chainRunLengths } from './run-length.ts';

/** A CUSUM of standardised values: `k` is the reference value, `h` the limit, both in standard deviations. */
export interface CusumDesign {
  readonly k: number;
  readonly h: number;
}

/** Both sums after one value. An alarm is a sum above `h`. */
export const nextCusum = (sums: { readonly up: number; readonly down: number }, z: number, k: number) => ({
  up: Math.max(0, sums.up + z - k),
  down: Math.max(0, sums.down - z - k),
});

/**
 * Mean number of values until a one-sided CUSUM alarms when the mean has moved by `shift` standard deviations; it
 * starts at the share `headStart` of the limit (0.5: fast initial response).
 * Source: Brook and Evans, Biometrika 59(3), 1972, with the zero state and cells of equal width.
 */
export function cusumRunLength({ k, h }: CusumDesign, shift: number, headStart = 0, cells = 200): number {
  // State 0 is the sum 0; cell i has its middle at i * width.
  const width = (2 * h) / (2 * cells - 1);
  const lengths = chainRunLengths(cells, (from, to) => {
    const upper = normal.cdf((to - from + 0.5) * width + k, shift, 1);
    return to === 0 ? upper : upper - normal.cdf((to - from - 0.5) * width + k, shift, 1);
  });
  return lengths[Math.min(cells - 1, Math.round((headStart * h) / width))] as number;
}

/**
 * The same for a two-sided CUSUM. With a head start the sides begin at it both: formula (4.6) of Lucas and Crosier,
 * Technometrics 24(3), 1982, for sides that do not interact.
 */
export function twoSidedCusumRunLength(design: CusumDesign, shift: number, headStart = 0, cells = 200): number {
  const [up, down] = [shift, -shift].map((side) => ({
    zero: cusumRunLength(design, side, 0, cells),
    start: cusumRunLength(design, side, headStart, cells),
  })) as [{ zero: number; start: number }, { zero: number; start: number }];
  return (up.start * down.zero + up.zero * down.start - up.zero * down.zero) / (up.zero + down.zero);
}
