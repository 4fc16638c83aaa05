import type { Alert, AlertListener } from '@harken/simulator';
import type { AcceptedFeedback } from './load/loader.ts';
import { nowMs } from './load/open-loop.ts';
import { pause } from './repeat.ts';

export interface AlertLatencies {
  /** Milliseconds from the intended request to the alert. */
  readonly webhook: readonly number[];
  readonly stream: readonly number[];
  readonly missing: number;
}

interface Arrival {
  readonly alert: Alert;
  readonly receivedAt: number;
}

const giveUpAfterMs = 60_000;

/**
 * When the alert of each complaint came, by webhook and by SSE. Alerts that never come count with the time that the
 * bench waited for them: leaving them out would make a jam look fast.
 */
export async function alertLatencies(
  listener: AlertListener,
  given: readonly AcceptedFeedback[],
): Promise<AlertLatencies> {
  const webhook = new Map<string, number>();
  const stream = new Map<string, number>();
  for (const giveUpAt = performance.now() + giveUpAfterMs; ; await pause(100)) {
    take(listener.webhook.deliveries, webhook);
    take(listener.stream.received, stream);
    const missing = given.filter(({ id }) => !webhook.has(id) || !stream.has(id)).length;
    if (missing > 0 && performance.now() < giveUpAt) continue;
    const now = nowMs();
    const latencies = (arrivals: ReadonlyMap<string, number>) =>
      given.map(({ id, intendedAt }) => (arrivals.get(id) ?? now) - intendedAt);
    return { webhook: latencies(webhook), stream: latencies(stream), missing };
  }
}

function take(arrivals: Arrival[], times: Map<string, number>): void {
  for (const { alert, receivedAt } of arrivals.splice(0)) {
    const id = String(alert.data.feedbackId);
    if (alert.type === 'harken.complaints.complaint-opened' && !times.has(id)) times.set(id, receivedAt);
  }
}
