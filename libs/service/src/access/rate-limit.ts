import { LRUCache } from 'lru-cache';

/** A fixed window per caller. Only the most recent callers are tracked, so that a flood of addresses cannot fill memory. */
export class RateLimit {
  private readonly windows: LRUCache<string, { count: number }>;
  private readonly max: number;

  /** `max` requests per caller and `windowMs`; 0 = no limit. */
  constructor(max: number, windowMs: number, callers = 10_000) {
    this.max = max;
    this.windows = new LRUCache({ max: callers, ttl: windowMs, perf: performance });
  }

  /** Counts one request. Returns 0, or the seconds to wait when it is over the limit. */
  count(caller: string): number {
    if (this.max <= 0) return 0;
    const window = this.windows.get(caller);
    if (!window) {
      this.windows.set(caller, { count: 1 });
      return 0;
    }
    window.count += 1;
    return window.count > this.max ? Math.max(1, Math.ceil(this.windows.getRemainingTTL(caller) / 1000)) : 0;
  }
}
