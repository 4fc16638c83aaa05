export type { Interval } from './interval.ts';
export { type NpsCounts, npsInterval, npsValue, npsVariance } from './nps-interval.ts';
export { median, percentile } from './percentile.ts';
export { type Moments, mean, tInterval, variance } from './t-interval.ts';
export { wilsonInterval } from './wilson-interval.ts';
