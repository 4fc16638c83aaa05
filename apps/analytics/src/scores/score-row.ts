import { type Interval, npsInterval, npsValue, tInterval, wilsonInterval } from '@harken/statistics';
import { pathsOf } from '../figures/table-columns.ts';
import { fixedScale, kindOf, type Metric, scaleOf } from './metric.ts';

/** The sums of one row, as stored in cells. */
export interface ScoreSums {
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  readonly promoters: number;
  readonly detractors: number;
  readonly satisfied: number;
}

/** `nps`, and the NPS of those who spoke of a theme (`nps:delivery`). */
function isKind(kind: 'nps' | 'csat'): string {
  return `split_part(metric, ':', 1) = '${kind}'`;
}

/** The columns of the sums in a cell, and what one answer adds to each. */
export const sumColumns: readonly (readonly [column: string, name: keyof ScoreSums, ofOne: string])[] = [
  ['n', 'n', '1'],
  ['sum', 'sum', 'value'],
  ['sum_of_squares', 'sumOfSquares', '(value * value)'],
  ['promoters', 'promoters', `(${isKind('nps')} AND value >= 9)::integer`],
  ['detractors', 'detractors', `(${isKind('nps')} AND value <= 6)::integer`],
  ['satisfied', 'satisfied', `(${isKind('csat')} AND value >= 4)::integer`],
];

export const noSums: ScoreSums = { n: 0, sum: 0, sumOfSquares: 0, promoters: 0, detractors: 0, satisfied: 0 };

/** A score with its sample size. NPS, CSAT and means each add their own counts. */
export interface ScoreFigures {
  readonly n: number;
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly [extra: string]: unknown;
}

export interface ScoreRow extends ScoreFigures {
  readonly group: Readonly<Record<string, string | null>>;
  readonly period?: string;
}

/** The score of a row: NPS in points, CSAT as the share of 4 and 5, the others as means on their scale. */
export function scoreOf(metric: Metric, scale: string | undefined, sums: ScoreSums): ScoreFigures {
  switch (kindOf(metric)) {
    case 'nps':
      return npsOf(sums);
    case 'csat':
      return {
        n: sums.n,
        value: share(sums.satisfied, sums.n),
        interval: wilsonInterval(sums.satisfied, sums.n),
        satisfied: sums.satisfied,
        mean: share(sums.sum, sums.n),
      };
    default:
      return meanOf(scale ?? fixedScale(metric), sums);
  }
}

/** The columns of a table of scores: the same for every question about the metric, whatever the data. */
export const scoreColumns = (metric: Metric): string[] =>
  pathsOf(scoreOf(metric, '1..5', { ...noSums, n: 2, sum: 6, sumOfSquares: 20, promoters: 1, satisfied: 1 }));

function npsOf({ n, promoters, detractors }: ScoreSums): ScoreFigures {
  const passives = n - promoters - detractors;
  const counts = { promoters, passives, detractors };
  return {
    n,
    value: npsValue(counts),
    interval: npsInterval(counts),
    ...counts,
    shares: {
      promoters: share(promoters, n),
      passives: share(passives, n),
      detractors: share(detractors, n),
    },
  };
}

function meanOf(scale: string | undefined, sums: ScoreSums): ScoreFigures {
  const bounds = scale === undefined ? null : scaleOf(scale);
  const interval = tInterval(sums);
  return {
    n: sums.n,
    value: share(sums.sum, sums.n),
    // A mean cannot lie outside its scale.
    interval: interval && bounds ? within(interval, bounds) : interval,
    scale: bounds,
  };
}

function within({ low, high, level }: Interval, { min, max }: { min: number; max: number }): Interval {
  return { low: Math.max(low, min), high: Math.min(high, max), level };
}

function share(part: number, n: number): number | null {
  return n === 0 ? null : part / n;
}
