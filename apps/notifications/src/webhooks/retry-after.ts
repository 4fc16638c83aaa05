/** A Retry-After header (RFC 9110 10.2.3) as milliseconds from `now`, at most `maxMs`; undefined when there is none or it is not valid. */
export function retryAfterMs(header: string | undefined, now: Date, maxMs: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : msUntil(text, now);
  return Number.isFinite(ms) ? Math.min(maxMs, Math.max(0, ms)) : undefined;
}

// Date.parse accepts more than HTTP dates, `-5` for example.
const msUntil = (text: string, now: Date): number =>
  /^[A-Z][a-z]{2,8}[, ]/.test(text) ? Date.parse(text) - now.getTime() : Number.NaN;
