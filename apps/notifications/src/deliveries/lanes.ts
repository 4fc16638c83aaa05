interface Lane {
  /** Requests under way. */
  inFlight: number;
  /** Leased to this process and waiting for a place. */
  held: number;
  failures: number;
  /** Milliseconds of a clock that never jumps; the circuit is open until then. */
  openUntil: number;
  /** Its endpoint answered the last request well and soon. */
  quick: boolean;
}

export interface LaneRules {
  /** Requests at a time to one subscription. */
  readonly width: number;
  /** So many failures in a row open the circuit... */
  readonly failuresToOpen: number;
  /** ...for so long; then one request tries whether the endpoint is back. */
  readonly pauseMs: number;
}

const quickMs = 200;
// What a quick endpoint takes while the next are fetched. All of it is sent long before its lease ends.
const storeFactor = 10;

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

  /** Leased, and not started yet. */
  held(id: string): void {
    this.#laneOf(id).held += 1;
  }

  /** What was held goes elsewhere. */
  givenBack(id: string, count: number): void {
    this.#laneOf(id).held -= count;
  }

  /** One of those that were held is on its way. */
  started(id: string): void {
    const lane = this.#laneOf(id);
    lane.held -= 1;
    lane.inFlight += 1;
  }

  ended(id: string, attempt: { readonly ok: boolean; readonly durationMs: number }, now: number): void {
    const lane = this.#laneOf(id);
    lane.inFlight -= 1;
    lane.failures = attempt.ok ? 0 : lane.failures + 1;
    lane.quick = attempt.ok && attempt.durationMs < quickMs;
    lane.openUntil = lane.failures >= this.rules.failuresToOpen ? now + this.rules.pauseMs : 0;
    if (lane.inFlight === 0 && lane.held === 0 && lane.failures === 0 && !lane.quick) this.#lanes.delete(id);
  }

  /** How many may start now. */
  freeIn(id: string, now: number): number {
    const lane = this.#lanes.get(id);
    if (!lane) return this.rules.width;
    if (lane.openUntil > now) return 0;
    // Half open: one request finds out.
    const width = lane.failures >= this.rules.failuresToOpen ? 1 : this.rules.width;
    return Math.max(0, width - lane.inFlight);
  }

  /** Nothing is under way. */
  isIdle(id: string): boolean {
    return (this.#lanes.get(id)?.inFlight ?? 0) === 0;
  }

  /** How many more may be leased now: what can start, and for a quick endpoint some in store. */
  roomIn(id: string, now: number): number {
    const lane = this.#lanes.get(id);
    if (!lane) return this.rules.width;
    const places = lane.quick ? this.rules.width * storeFactor - lane.inFlight : this.freeIn(id, now);
    return Math.max(0, places - lane.held);
  }

  /** More than half of what may be leased is gone out. */
  runsLow(id: string, now: number): boolean {
    const most = this.#lanes.get(id)?.quick ? this.rules.width * storeFactor : 1;
    return this.roomIn(id, now) * 2 >= most;
  }

  /** The lanes that something is known of. */
  busy(now: number): { readonly ids: string[]; readonly room: number[] } {
    const ids = [...this.#lanes.keys()];
    return { ids, room: ids.map((id) => this.roomIn(id, now)) };
  }

  /** Milliseconds until the next circuit lets a request through. */
  reopensInMs(now: number): number | undefined {
    const waits = [...this.#lanes.values()].filter((lane) => lane.openUntil > now).map((lane) => lane.openUntil - now);
    return waits.length === 0 ? undefined : Math.min(...waits);
  }

  #laneOf(id: string): Lane {
    let lane = this.#lanes.get(id);
    if (!lane) {
      lane = { inFlight: 0, held: 0, failures: 0, openUntil: 0, quick: false };
      this.#lanes.set(id, lane);
    }
    return lane;
  }
}
