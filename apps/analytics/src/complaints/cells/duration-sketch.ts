/** The times of a complaint that have a median and a 90th percentile, and their columns in milliseconds. */
export const timed = { acknowledge: 'acknowledge_ms', firstAnswer: 'first_answer_ms', resolve: 'resolve_ms' } as const;

export type TimedName = keyof typeof timed;

/** Median and 90th percentile, nearest rank, in milliseconds; null without times. */
export type Percentiles = readonly [median: number, p90: number] | null;

// As `duration_bucket` in the database has it: bucket i holds what is above e^((i - 1) / 25) ms, up to e^(i / 25) ms.
const growth = Math.exp(1 / 25);

/** How far a percentile that was read from buckets may be from the time that happened: (γ - 1) / (γ + 1), rounded up. */
export const relativeError = 0.02;

/** The last one begins at 2,400 years. */
export const bucketCount = 800;

/**
 * Percentiles of times that are counted in logarithmic buckets, `at` each bucket: DDSketch (Masson, Rim and Lee, VLDB
 * 2019, section 2), which adds up without loss and stays within the relative error. To the millisecond.
 */
export function sketchedPercentiles(at: (bucket: number) => number): Percentiles {
  let total = 0;
  for (let bucket = 0; bucket < bucketCount; bucket++) total += at(bucket);
  if (total <= 0) return null;
  return [ofRank(at, Math.ceil(total / 2)), ofRank(at, Math.ceil((9 * total) / 10))];
}

function ofRank(at: (bucket: number) => number, rank: number): number {
  let seen = 0;
  let bucket = 0;
  for (; bucket < bucketCount; bucket++) {
    seen += at(bucket);
    if (seen >= rank) break;
  }
  return Math.round((2 * growth ** bucket) / (growth + 1));
}
