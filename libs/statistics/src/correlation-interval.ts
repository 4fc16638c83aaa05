import { type Interval, normalQuantile } from './interval.ts';

/**
 * Interval of Pearson's correlation of `n` pairs by Fisher's z; `null` for n < 4.
 * Source: Fisher, Biometrika 10(4), 1915.
 */
export function correlationInterval(correlation: number, n: number, level = 0.95): Interval | null {
  if (n < 4) return null;
  const half = normalQuantile(level) / Math.sqrt(n - 3);
  // Beyond this, atanh has no value.
  const z = Math.atanh(Math.max(-1 + 1e-15, Math.min(1 - 1e-15, correlation)));
  return { low: Math.tanh(z - half), high: Math.tanh(z + half), level };
}
