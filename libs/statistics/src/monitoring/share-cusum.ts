import { lrCusumRunLength } from './lr-cusum.ts';

/** The share whose odds are `ratio` times those of `share`. */
export const raisedShare = (share: number, ratio: number): number => (share * ratio) / (1 - share + share * ratio);

/** ln(a (a + 1) ... (a + count - 1)), the rising factorial. */
function logRising(start: number, count: number): number {
  let sum = 0;
  for (let step = 0; step < count; step++) sum += Math.log(start + step);
  return sum;
}

/**
 * Log likelihood ratio of `successes` among `n` for odds that grew `ratio` times. `dispersion` is the correlation within
 * a slot, so that the variance is n p (1 - p) (1 + (n - 1) dispersion): beta-binomial, binomial when it is 0.
 * The step of a likelihood-ratio CUSUM of shares. Source: Steiner et al., Biostatistics 1(4), 2000 (binomial).
 */
export function shareLogRatio(successes: number, n: number, share: number, dispersion: number, ratio: number): number {
  const raised = raisedShare(share, ratio);
  if (dispersion === 0) return successes * Math.log(ratio) - n * Math.log(1 - share + share * ratio);
  const size = (1 - dispersion) / dispersion;
  const logLikelihood = (p: number) => logRising(size * p, successes) + logRising(size * (1 - p), n - successes);
  return logLikelihood(raised) - logLikelihood(share);
}

/** Probabilities of 0 .. n successes, beta-binomial. */
export function shareProbabilities(n: number, share: number, dispersion: number): number[] {
  const found: number[] = [];
  if (share <= 0 || share >= 1) return Array.from({ length: n + 1 }, (_, k) => (k === (share <= 0 ? 0 : n) ? 1 : 0));
  const size = dispersion > 0 ? (1 - dispersion) / dispersion : Number.POSITIVE_INFINITY;
  const [up, down] = [size * share, size * (1 - share)];
  let log = 0;
  for (let step = 0; step < n; step++) {
    log += dispersion > 0 ? Math.log((down + step) / (size + step)) : Math.log(1 - share);
  }
  for (let k = 0; k <= n; k++) {
    found.push(Math.exp(log));
    const odds = dispersion > 0 ? (up + k) / (down + n - k - 1) : share / (1 - share);
    if (k < n) log += Math.log(((n - k) / (k + 1)) * odds);
  }
  return found;
}

/**
 * Mean number of slots until that CUSUM exceeds `threshold`, when the odds are `factor` times the usual ones. `sizes`
 * are typical numbers of answers of a slot, each as likely as the others.
 */
export function shareCusumRunLength(
  sizes: readonly number[],
  share: number,
  dispersion: number,
  ratio: number,
  threshold: number,
  factor = 1,
  cells = 60,
): number {
  const actual = raisedShare(share, factor);
  const slots = [...Map.groupBy(sizes, (n) => n)].map(([n, equal]) => {
    const steps = Array.from({ length: n + 1 }, (_, k) => shareLogRatio(k, n, share, dispersion, ratio));
    let sum = 0;
    const cumulative = shareProbabilities(n, actual, dispersion).map((probability) => (sum += probability));
    return { weight: equal.length / sizes.length, steps, cumulative };
  });
  const atMost = (step: number) => {
    let sum = 0;
    for (const { weight, steps, cumulative } of slots) {
      // The ratio ascends with the successes.
      let [low, high] = [0, steps.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((steps[middle] as number) <= step + 1e-9) low = middle + 1;
        else high = middle;
      }
      if (low > 0) sum += weight * (cumulative[low - 1] as number);
    }
    return sum;
  };
  return lrCusumRunLength(atMost, threshold, cells);
}
