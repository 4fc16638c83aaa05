interface Lane {
  inFlight: number;
  failures: number;
  /** Milliseconds of a clock that never jumps; the circuit is open until then. */
  openUntil: number;
}

export interface LaneRules {
  /** Requests at a time to one subscription. */
  readonly width: number;
  /** So many failures in a row open the circuit... */
  readonly failuresToOpen: number;
  /** ...for so long; then one request tries whether the endpoint is back. */
  readonly pauseMs: number;
}

/**
 * A lane per subscription, so that a slow or dead endpoint only fills its own. Times are given by the caller.
 * A lane that nothing is known of is free in its whole width.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly rules: LaneRules;

  constructor(rules: LaneRules) {
    this.rules = rules;
  }

  started(id: string): void {
    const lane = this.#lanes.get(id) ?? { inFlight: 0, failures: 0, openUntil: 0 };
    lane.inFlight += 1;
    this.#lanes.set(id, lane);
  }

  ended(id: string, ok: boolean, now: number): void {
    const lane = this.#lanes.get(id);
    if (!lane) return;
    lane.inFlight -= 1;
    lane.failures = ok ? 0 : lane.failures + 1;
    lane.openUntil = lane.failures >= this.rules.failuresToOpen ? now + this.rules.pauseMs : 0;
    if (lane.inFlight === 0 && lane.failures === 0) this.#lanes.delete(id);
  }

  freeIn(id: string, now: number): number {
    const lane = this.#lanes.get(id);
    if (!lane) return this.rules.width;
    if (lane.openUntil > now) return 0;
    // Half open: one request finds out.
    const width = lane.failures >= this.rules.failuresToOpen ? 1 : this.rules.width;
    return Math.max(0, width - lane.inFlight);
  }

  /** The lanes that are not free in their whole width. */
  busy(now: number): { readonly ids: string[]; readonly free: number[] } {
    const ids = [...this.#lanes.keys()];
    return { ids, free: ids.map((id) => this.freeIn(id, now)) };
  }

  /** Milliseconds until the next circuit lets a request through. */
  reopensInMs(now: number): number | undefined {
    const waits = [...this.#lanes.values()].filter((lane) => lane.openUntil > now).map((lane) => lane.openUntil - now);
    return waits.length === 0 ? undefined : Math.min(...waits);
  }
}
