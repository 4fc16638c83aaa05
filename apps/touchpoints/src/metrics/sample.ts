import { type Interval, mean, npsInterval, npsValue, tInterval, wilsonInterval } from '@harken/statistics';
import type { MetricKind } from './metric.ts';

/** What is kept of answers to know value and interval. Samples add up, in any order and any grouping. */
export interface Sample {
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  readonly promoters: number;
  readonly detractors: number;
  readonly satisfied: number;
}

export const emptySample: Sample = { n: 0, sum: 0, sumOfSquares: 0, promoters: 0, detractors: 0, satisfied: 0 };

/** One answer: NPS 9-10 promotes and 0-6 detracts, CSAT 4-5 is satisfied. */
export function answerSample(kind: MetricKind, value: number): Sample {
  return {
    n: 1,
    sum: value,
    sumOfSquares: value * value,
    promoters: kind === 'nps' && value >= 9 ? 1 : 0,
    detractors: kind === 'nps' && value <= 6 ? 1 : 0,
    satisfied: kind === 'csat' && value >= 4 ? 1 : 0,
  };
}

/** One thing that happened, for metrics that only count. */
export const countSample: Sample = { ...emptySample, n: 1 };

export const addSamples = (a: Sample, b: Sample): Sample => ({
  n: a.n + b.n,
  sum: a.sum + b.sum,
  sumOfSquares: a.sumOfSquares + b.sumOfSquares,
  promoters: a.promoters + b.promoters,
  detractors: a.detractors + b.detractors,
  satisfied: a.satisfied + b.satisfied,
});

/** What takes a sample back when it is added. */
export const negativeOf = (sample: Sample): Sample => ({
  n: -sample.n,
  sum: -sample.sum,
  sumOfSquares: -sample.sumOfSquares,
  promoters: -sample.promoters,
  detractors: -sample.detractors,
  satisfied: -sample.satisfied,
});

/** NPS in points, CSAT as the share of 4-5, otherwise the mean; null without answers. */
export function scoreOf(kind: MetricKind, sample: Sample): number | null {
  if (kind === 'nps') return npsValue(npsCounts(sample));
  if (kind === 'csat') return sample.n === 0 ? null : sample.satisfied / sample.n;
  return mean(sample);
}

/** 95 % interval: adjusted Wald for NPS, Wilson for CSAT, Student's t for means; null when the sample cannot give one. */
export function intervalOf(kind: MetricKind, sample: Sample): Interval | null {
  if (kind === 'nps') return npsInterval(npsCounts(sample));
  if (kind === 'csat') return wilsonInterval(sample.satisfied, sample.n);
  return tInterval(sample);
}

const npsCounts = ({ n, promoters, detractors }: Sample) => ({
  promoters,
  detractors,
  passives: n - promoters - detractors,
});
