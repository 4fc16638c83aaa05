/** 100, 200, 400 ms ... up to `maxMs`, with 25 % jitter so that replicas do not retry in step. */
export const backoffMs = (attempt: number, maxMs = 5_000): number =>
  Math.min(maxMs, 100 * 2 ** Math.min(attempt, 20)) * (0.75 + Math.random() / 2);
