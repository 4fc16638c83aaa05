import { type Alert, type AlertListener } from '@harken/simulator';
import type { Given } from './load/loader.ts';
import { nowMs } from './load/open-loop.ts';
import { pause } from './repeat.ts';

export interface Heard {
  /** Milliseconds from the intended request to the alert. */
  readonly webhook: readonly number[];
  readonly stream: readonly number[];
  readonly missing: number;
}

interface Arrival {
  readonly alert: Alert;
  readonly receivedAt: number;
}

const givesUpAfterMs = 60_000;

/** When the alert of each complaint came, by webhook and by SSE. */
export class AlertWatch {
  readonly #listeners: AlertListener;

  constructor(listeners: AlertListener) {
    this.#listeners = listeners;
  }

  /** Alerts that never come count with the time that they were waited for: leaving them out would make a jam look fast. */
  async until(given: readonly Given[]): Promise<Heard> {
    const webhook = new Map<string, number>();
    const stream = new Map<string, number>();
    const giveUpAt = performance.now() + givesUpAfterMs;
    for (;;) {
      this.#take(this.#listeners.webhook.deliveries, webhook);
      this.#take(this.#listeners.stream.received, stream);
      const missing = given.filter(({ id }) => !webhook.has(id) || !stream.has(id)).length;
      if (missing === 0 || performance.now() > giveUpAt) {
        const now = nowMs();
        const times = (came: ReadonlyMap<string, number>) =>
          given.map(({ id, intendedAt }) => (came.get(id) ?? now) - intendedAt);
        return { webhook: times(webhook), stream: times(stream), missing };
      }
      await pause(100);
    }
  }

  #take(arrivals: Arrival[], came: Map<string, number>): void {
    for (const { alert, receivedAt } of arrivals.splice(0)) {
      const id = String(alert.data.feedbackId);
      if (alert.type === 'harken.complaints.complaint-opened' && !came.has(id)) came.set(id, receivedAt);
    }
  }
}
