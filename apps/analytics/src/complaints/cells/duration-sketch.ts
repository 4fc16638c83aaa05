/** The durations of a complaint that get a median and a 90th percentile, and their columns in milliseconds. */
export const durationMetrics = {
  acknowledge: 'acknowledge_ms',
  firstAnswer: 'first_answer_ms',
  resolve: 'resolve_ms',
} as const;

export type DurationMetric = keyof typeof durationMetrics;

/** Median and 90th percentile, nearest rank, in milliseconds; null if there are none. */
export type Percentiles = readonly [median: number, p90: number] | null;

// Like `duration_bucket` in the database: bucket i counts what is above e^((i - 1) / 25) ms, up to e^(i / 25) ms.
const growth = Math.exp(1 / 25);

/** The relative error of a percentile read from buckets: (γ - 1) / (γ + 1), rounded up. */
export const relativeError = 0.02;

/** The last bucket begins at 2,400 years. */
export const bucketCount = 800;

/**
 * Percentiles of durations that are counted in logarithmic buckets: DDSketch (Masson, Rim and Lee, VLDB
 * 2019, section 2), which adds up without loss and stays within the relative error. To the millisecond.
 */
export function percentilesOfSketch(countAt: (bucket: number) => number): Percentiles {
  let total = 0;
  for (let bucket = 0; bucket < bucketCount; bucket++) total += countAt(bucket);
  if (total <= 0) return null;
  return [valueAtRank(countAt, Math.ceil(total / 2)), valueAtRank(countAt, Math.ceil((9 * total) / 10))];
}

function valueAtRank(countAt: (bucket: number) => number, rank: number): number {
  let seen = 0;
  let bucket = 0;
  for (; bucket < bucketCount; bucket++) {
    seen += countAt(bucket);
    if (seen >= rank) break;
  }
  return Math.round((2 * growth ** bucket) / (growth + 1));
}
