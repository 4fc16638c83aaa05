import type { SubscriptionsByType } from '../events/read-event.ts';
import type { ReceivedEvent, Subscription } from '../events/subscription.ts';

/** Events that the same subscriptions take, one call each. */
export interface Run {
  readonly takers: readonly Subscription[];
  readonly events: ReceivedEvent[];
}

/**
 * The fewest calls that keep the order of every key: an event joins the earliest run of its takers that is not before
 * the run of its key's previous event. Different keys have no order among each other.
 */
export function runsOf(events: readonly ReceivedEvent[], subscriptions: SubscriptionsByType): Run[] {
  const runs: Run[] = [];
  const lastOfKey = new Map<string, number>();
  for (const event of events) {
    const takers = subscriptions.get(event.type)?.takers ?? [];
    const key = `${event.topic} ${event.subject}`;
    let at = lastOfKey.get(key) ?? 0;
    while (at < runs.length && !sameTakers(runs[at]?.takers ?? [], takers)) at += 1;
    if (at === runs.length) runs.push({ takers, events: [] });
    runs[at]?.events.push(event);
    lastOfKey.set(key, at);
  }
  return runs;
}

const sameTakers = (a: readonly Subscription[], b: readonly Subscription[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);
