import { type Interval, type Moments, meanDifference } from '@harken/statistics';

/** A survey in one period of time. */
export interface Wave {
  readonly period: string;
  readonly n: number;
  readonly value: number | null;
  readonly interval: Interval | null;
}

export interface ComparedWaves {
  readonly wave: Wave;
  /** The last one before it that has answers. */
  readonly before: Wave | null;
  readonly change: number | null;
  /** How often chance alone moves it so far. */
  readonly p: number | null;
}

/** The newest wave against the last one before it. `waves` are in order of time, each with its sums. */
export function compareWaves(
  waves: readonly { readonly wave: Wave; readonly moments: Moments }[],
): ComparedWaves | null {
  const [last, previous] = [waves.at(-1), waves.at(-2)];
  if (!last) return null;
  const comparable = previous && last.wave.value !== null && previous.wave.value !== null;
  return {
    wave: last.wave,
    before: previous?.wave ?? null,
    change: comparable ? (last.wave.value as number) - (previous.wave.value as number) : null,
    p: previous ? (meanDifference(previous.moments, last.moments)?.p ?? null) : null,
  };
}
