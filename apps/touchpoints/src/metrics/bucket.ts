/** Widths of the time buckets in seconds, each with how long its buckets are kept. */
export const resolutions = [
  { width: 1, keptSeconds: 2 * 3600 },
  { width: 60, keptSeconds: 4 * 86_400 },
  { width: 3600, keptSeconds: 400 * 86_400 },
] as const;

/** No window reaches further back than its buckets are kept. */
export const longestWindowSeconds = 366 * 86_400;

/** The widest resolution that still cuts the window into 60 parts; one second for windows under an hour. */
export function widthFor(windowSeconds: number): number {
  const fitting = resolutions.filter(({ width }) => width <= windowSeconds / 60);
  return fitting.at(-1)?.width ?? 1;
}

/** Start of the bucket that holds the moment. */
export function bucketOf(at: Date, width: number): Date {
  const ms = width * 1000;
  return new Date(Math.floor(at.getTime() / ms) * ms);
}

/** First bucket of a window that ends now: the oldest one may reach up to one bucket further back. */
export const windowStart = (now: Date, windowSeconds: number, width: number): Date =>
  bucketOf(new Date(now.getTime() - windowSeconds * 1000), width);

/** When a bucket has left the window, so that the sum is another one. */
export const leavesAt = (bucket: Date, windowSeconds: number, width: number): Date =>
  new Date(bucket.getTime() + (width + windowSeconds) * 1000);
