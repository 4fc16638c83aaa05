import normal from '@stdlib/stats-base-dists-normal';

/** The probability that a standard normal variable is at most `z`: 0.975 for 1.959964. */
export const normalProbability = (z: number): number => normal.cdf(z, 0, 1);
