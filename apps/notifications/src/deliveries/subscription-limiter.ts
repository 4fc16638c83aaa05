interface SubscriptionLoad {
  /** Requests in progress. */
  inFlight: number;
  /** Leased to this process and not started yet. */
  leased: number;
  failures: number;
  /** The circuit is open until then, in milliseconds of a monotonic clock. */
  openUntil: number;
  /** The endpoint accepted the last request, and fast. */
  fast: boolean;
}

export interface LimiterRules {
  /** Requests at a time to one subscription. */
  readonly concurrency: number;
  /** This many failures in a row open the circuit. */
  readonly failuresToOpen: number;
  /** How long the circuit stays open; then one request tests the endpoint. */
  readonly pauseMs: number;
}

const fastMs = 200;
// A fast endpoint takes this many times its concurrency while the next claim runs: all of it is sent long before the leases end.
const prefetchFactor = 10;

/**
 * Limits the requests of each subscription, so that a slow or dead endpoint never holds back another. The caller gives the
 * time. A subscription without requests is not kept and has its full concurrency.
 */
export class SubscriptionLimiter {
  readonly #loads = new Map<string, SubscriptionLoad>();
  readonly rules: LimiterRules;

  constructor(rules: LimiterRules) {
    this.rules = rules;
  }

  /** One more delivery is leased and not started. */
  leased(id: string): void {
    this.#loadOf(id).leased += 1;
  }

  /** Leases were returned to the queue. */
  returned(id: string, count: number): void {
    this.#loadOf(id).leased -= count;
  }

  /** One of the leased deliveries was started. */
  started(id: string): void {
    const load = this.#loadOf(id);
    load.leased -= 1;
    load.inFlight += 1;
  }

  ended(id: string, attempt: { readonly ok: boolean; readonly durationMs: number }, now: number): void {
    const load = this.#loadOf(id);
    load.inFlight -= 1;
    load.failures = attempt.ok ? 0 : load.failures + 1;
    load.fast = attempt.ok && attempt.durationMs < fastMs;
    load.openUntil = load.failures >= this.rules.failuresToOpen ? now + this.rules.pauseMs : 0;
    if (load.inFlight === 0 && load.leased === 0 && load.failures === 0 && !load.fast) this.#loads.delete(id);
  }

  /** How many requests may start now. */
  startable(id: string, now: number): number {
    const load = this.#loads.get(id);
    if (!load) return this.rules.concurrency;
    if (load.openUntil > now) return 0;
    // Half open: one request tests the endpoint.
    const concurrency = load.failures >= this.rules.failuresToOpen ? 1 : this.rules.concurrency;
    return Math.max(0, concurrency - load.inFlight);
  }

  /** No request is in progress. */
  isIdle(id: string): boolean {
    return (this.#loads.get(id)?.inFlight ?? 0) === 0;
  }

  /** How many more may be leased now: what can start, and for a fast endpoint a prefetch. */
  leasable(id: string, now: number): number {
    const load = this.#loads.get(id);
    if (!load) return this.rules.concurrency;
    const max = load.fast ? this.rules.concurrency * prefetchFactor - load.inFlight : this.startable(id, now);
    return Math.max(0, max - load.leased);
  }

  /** More than half of what may be leased is sent. */
  needsRefill(id: string, now: number): boolean {
    const max = this.#loads.get(id)?.fast ? this.rules.concurrency * prefetchFactor : 1;
    return this.leasable(id, now) * 2 >= max;
  }

  /** The subscriptions with requests or failures, and how many more of each may be leased. */
  snapshot(now: number): { readonly ids: string[]; readonly leasable: number[] } {
    const ids = [...this.#loads.keys()];
    return { ids, leasable: ids.map((id) => this.leasable(id, now)) };
  }

  /** Milliseconds until the next circuit lets a request through. */
  reopensInMs(now: number): number | undefined {
    const waits = [...this.#loads.values()].filter((load) => load.openUntil > now).map((load) => load.openUntil - now);
    return waits.length === 0 ? undefined : Math.min(...waits);
  }

  #loadOf(id: string): SubscriptionLoad {
    let load = this.#loads.get(id);
    if (!load) {
      load = { inFlight: 0, leased: 0, failures: 0, openUntil: 0, fast: false };
      this.#loads.set(id, load);
    }
    return load;
  }
}
