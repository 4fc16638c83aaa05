import normal from '@stdlib/stats-base-dists-normal';

/** Random numbers that are the same for the same seed: computed figures can be computed again. */
export interface SeededRandom {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** Of the standard normal distribution. */
  normal(): number;
}

/** Source: mulberry32 by Tommy Ettinger, public domain; normal deviates by inversion. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    // Never 0, whose quantile is infinite.
    normal: () => normal.quantile((next() * (2 ** 32 - 1) + 0.5) / 2 ** 32, 0, 1),
  };
}
