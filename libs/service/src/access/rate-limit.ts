import { LruMap } from './keys/lru-map.ts';

interface Window {
  readonly endsAt: number;
  count: number;
}

/**
 * A fixed window per caller, exact also for a burst within one tick of the event loop, which the counters of
 * @fastify/rate-limit are not: they are read after all of the burst was counted.
 */
export class RateLimit {
  private readonly windows: LruMap<string, Window>;
  private readonly max: number;
  private readonly windowMs: number;

  /** `max` requests per caller and `windowMs`; 0 = no limit. */
  constructor(max: number, windowMs: number, callers = 10_000) {
    this.max = max;
    this.windowMs = windowMs;
    this.windows = new LruMap(callers);
  }

  /** Counts one request; the seconds to wait when it is one too many, else 0. */
  count(caller: string, now: number): number {
    if (this.max <= 0) return 0;
    const known = this.windows.get(caller);
    if (!known || known.endsAt <= now) {
      this.windows.set(caller, { endsAt: now + this.windowMs, count: 1 });
      return 0;
    }
    known.count += 1;
    return known.count > this.max ? Math.max(1, Math.ceil((known.endsAt - now) / 1000)) : 0;
  }
}
