export { correlationInterval } from './correlation-interval.ts';
export { rejectedAt } from './false-discovery.ts';
export { type RelativeWeights, relativeWeights } from './insight/relative-weights.ts';
export { type ChangedPart, splitChange } from './insight/split-change.ts';
export type { Interval } from './interval.ts';
export {
  countCumulative,
  countCusumRunLength,
  countLogRatio,
  countProbability,
  poissonCusumRunLength,
} from './monitoring/count-cusum.ts';
export { type CusumDesign, cusumRunLength, nextCusum, twoSidedCusumRunLength } from './monitoring/cusum.ts';
export { downWeights } from './monitoring/down-weight.ts';
export { type EwmaDesign, ewmaRunLength, ewmaSigma, nextEwma } from './monitoring/ewma.ts';
export { gapCusumRunLength, gapLogRatio } from './monitoring/gap-cusum.ts';
export { laneyLimits } from './monitoring/laney.ts';
export { nextLrCusum } from './monitoring/lr-cusum.ts';
export { thresholdFor } from './monitoring/run-length.ts';
export { raisedShare, shareCusumRunLength, shareLogRatio, shareProbabilities } from './monitoring/share-cusum.ts';
export { normalProbability } from './normal-probability.ts';
export { type NpsCounts, npsInterval, npsValue, npsVariance } from './nps-interval.ts';
export { median, percentile } from './percentile.ts';
export { CellCounts, type CellNodes, scannedDays, type Tally, windowDays } from './scan/cell-counts.ts';
export { type ScanOptions, type ScanResult, type Suspicion, scanCells } from './scan/scan.ts';
export { type Proportion, shareDifference } from './share-difference.ts';
export { type Moments, mean, tInterval, variance } from './t-interval.ts';
export { wilsonInterval } from './wilson-interval.ts';
