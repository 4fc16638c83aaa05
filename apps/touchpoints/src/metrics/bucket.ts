/** Widths of the time buckets in seconds, each with how long its buckets are kept. */
export const bucketResolutions = [
  { width: 1, retentionSeconds: 2 * 3600 },
  { width: 60, retentionSeconds: 4 * 86_400 },
  { width: 3600, retentionSeconds: 400 * 86_400 },
] as const;

/** The longest window: its buckets are kept a little longer. */
export const maxWindowSeconds = 366 * 86_400;

/** Buckets of this width hold segments, history, counts and late arrivals as well. */
export const hourSeconds = 3600;

/**
 * The widest resolution that still cuts the window into 60 parts; one second for windows under an hour. A segment is
 * kept in hours only.
 */
export function bucketWidthFor(windowSeconds: number, segment = ''): number {
  if (segment !== '') return hourSeconds;
  const fitting = bucketResolutions.filter(({ width }) => width <= windowSeconds / 60);
  return fitting.at(-1)?.width ?? 1;
}

/** Start of the bucket that holds this time. */
export function bucketStart(at: Date, width: number): Date {
  const ms = width * 1000;
  return new Date(Math.floor(at.getTime() / ms) * ms);
}

/** First bucket of a window that ends now: the oldest one may reach up to one bucket further back. */
export const windowStart = (now: Date, windowSeconds: number, width: number): Date =>
  bucketStart(new Date(now.getTime() - windowSeconds * 1000), width);

/** When a bucket leaves the window, so that the sum changes. */
export const leavesWindowAt = (bucket: Date, windowSeconds: number, width: number): Date =>
  new Date(bucket.getTime() + (width + windowSeconds) * 1000);

// An hour takes what arrives so long after its end as in time.
const inTimeMs = 15 * 60_000;

/**
 * When what belongs to an hour arrived, in quarters of an hour: all that arrives in time has the start of its hour. So
 * whoever judged the hour before can leave out what came later.
 */
export function arrivalOf(hour: Date, receivedAt: Date): Date {
  if (receivedAt.getTime() < hour.getTime() + hourSeconds * 1000 + inTimeMs) return hour;
  return new Date(Math.floor(receivedAt.getTime() / inTimeMs) * inTimeMs);
}
