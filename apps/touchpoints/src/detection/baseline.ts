/** What a metric watches: how many, how good, or which share is bad. */
export const subjects = ['rate', 'score', 'share'] as const;
export type Subject = (typeof subjects)[number];

/** Counts per slot: `level` at `origin`, times growth, weekday and hour. Variance mu + dispersion mu^2. */
export interface RateBaseline {
  readonly subject: 'rate';
  readonly level: number;
  /** Of the logarithm per day. */
  readonly growth: number;
  readonly origin: number;
  readonly weekdays: readonly number[];
  readonly hours: readonly number[] | null;
  readonly dispersion: number;
}

/** Means of answers: a mean plus that of the weekday; variance `within / n + dispersion`. */
export interface ScoreBaseline {
  readonly subject: 'score';
  readonly mean: number;
  readonly weekdays: readonly number[];
  /** Variance of one answer. */
  readonly within: number;
  /** Variance of the mean of a slot beyond that of its answers. */
  readonly dispersion: number;
  /** Slots with answers a day. */
  readonly filled: number;
}

/** Shares of bad answers: odds times those of the weekday; beta-binomial with the correlation `dispersion`. */
export interface ShareBaseline {
  readonly subject: 'share';
  readonly share: number;
  readonly weekdays: readonly number[];
  readonly dispersion: number;
  /** Typical numbers of answers of a slot, ascending. */
  readonly sizes: readonly number[];
  readonly filled: number;
}

export type Baseline = RateBaseline | ScoreBaseline | ShareBaseline;

const dayMs = 86_400_000;

/** The expected count of a slot. */
export function expectedCount(
  { level, growth, origin, weekdays, hours }: RateBaseline,
  { at, weekday, hour }: { readonly at: number; readonly weekday: number; readonly hour: number },
): number {
  return (
    level *
    Math.exp((growth * (at - origin)) / dayMs) *
    (weekdays[weekday] as number) *
    (hours ? (hours[hour] as number) : 1)
  );
}

export const evenWeek: readonly number[] = [1, 1, 1, 1, 1, 1, 1];
export const flatWeek: readonly number[] = [0, 0, 0, 0, 0, 0, 0];
