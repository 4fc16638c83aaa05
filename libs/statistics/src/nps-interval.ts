import { assertCount, type Interval, normalQuantile } from './interval.ts';

/** How many answered 9-10, 7-8 and 0-6. */
export interface NpsCounts {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

/** Net promoter score in points -100..100, not rounded; `null` when nobody answered. */
export function npsValue(counts: NpsCounts): number | null {
  const n = answered(counts);
  return n === 0 ? null : (100 * (counts.promoters - counts.detractors)) / n;
}

/**
 * Variance of the net promoter score in points squared, (p + d - (p - d)^2) / n * 100^2 with shares p and d;
 * `null` when nobody answered. Source: the variance of a difference of two shares of one multinomial sample.
 */
export function npsVariance(counts: NpsCounts): number | null {
  const n = answered(counts);
  if (n === 0) return null;
  const p = counts.promoters / n;
  const d = counts.detractors / n;
  return (1e4 * (p + d - (p - d) ** 2)) / n;
}

/**
 * Adjusted Wald interval of the net promoter score, in points, within -100..100; `null` when nobody answered.
 * Three imagined answers are added, 3/4 promoter, 3/2 passive, 3/4 detractor: the method "AW(3, T)" of Rocks,
 * Interval Estimation for the Net Promoter Score, The American Statistician 70(4), 2016, after May and Johnson 1997
 * (and Sauro and Lewis on its use). The plain Wald interval covers too little below some 50 answers, and nothing at
 * all when everybody answers alike. The interval is widened to contain the score itself, which matters for n = 1 only.
 */
export function npsInterval(counts: NpsCounts, level = 0.95): Interval | null {
  const value = npsValue(counts);
  if (value === null) return null;
  const n = answered(counts) + 3;
  const p = (counts.promoters + 0.75) / n;
  const d = (counts.detractors + 0.75) / n;
  const centre = 100 * (p - d);
  const half = 100 * normalQuantile(level) * Math.sqrt((p + d - (p - d) ** 2) / n);
  return {
    low: Math.min(value, Math.max(-100, centre - half)),
    high: Math.max(value, Math.min(100, centre + half)),
    level,
  };
}

function answered({ promoters, passives, detractors }: NpsCounts): number {
  return (
    assertCount('promoters', promoters) + assertCount('passives', passives) + assertCount('detractors', detractors)
  );
}
