import { lrCusumRunLength } from './lr-cusum.ts';

/**
 * Log likelihood ratio of one event after a gap, for events that became `ratio` times as frequent. `exposure` is the
 * number of events that the gap would have brought as usual. The step of a CUSUM of times between events.
 * Source: Vardeman and Ray, Technometrics 27(2), 1985; Lucas, Technometrics 27(2), 1985.
 */
export const gapLogRatio = (exposure: number, ratio: number): number => Math.log(ratio) - (ratio - 1) * exposure;

/** Mean number of events until that CUSUM exceeds `threshold`, when events are `factor` times as frequent as usual. */
export function gapCusumRunLength(ratio: number, threshold: number, factor = 1, cells = 60): number {
  const largest = Math.log(ratio);
  // The step is at most s when the gap is at least (largest - s) / (ratio - 1); gaps are exponential.
  const atMost = (step: number) => (step >= largest ? 1 : Math.exp((-factor * (largest - step)) / (ratio - 1)));
  return lrCusumRunLength(atMost, threshold, cells);
}
