/** A Retry-After header (RFC 9110 10.2.3) as milliseconds from `now`, at most `mostMs`; undefined when there is none or it says nothing. */
export function retryAfterMs(header: string | undefined, now: Date, mostMs: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : untilDate(text, now);
  return Number.isFinite(ms) ? Math.min(mostMs, Math.max(0, ms)) : undefined;
}

// Date.parse reads much that is no HTTP-date, `-5` for one.
const untilDate = (text: string, now: Date): number =>
  /^[A-Z][a-z]{2,8}[, ]/.test(text) ? Date.parse(text) - now.getTime() : Number.NaN;
