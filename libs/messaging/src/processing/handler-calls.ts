import type { SubscriptionsByType } from '../events/parse-message.ts';
import type { ReceivedEvent, Subscription } from '../events/subscription.ts';

/** Events for the same subscriptions; each subscription is called once with all of them. */
export interface HandlerCall {
  readonly subscriptions: readonly Subscription[];
  readonly events: ReceivedEvent[];
}

/**
 * The fewest calls that keep the order of every key: an event joins the earliest call of its subscriptions that is not
 * before the call of its key's previous event. Different keys have no order among each other.
 */
export function handlerCallsOf(events: readonly ReceivedEvent[], subscriptions: SubscriptionsByType): HandlerCall[] {
  const calls: HandlerCall[] = [];
  const lastOfKey = new Map<string, number>();
  for (const event of events) {
    const targets = subscriptions.get(event.type)?.subscriptions ?? [];
    const key = `${event.topic} ${event.subject}`;
    let at = lastOfKey.get(key) ?? 0;
    while (at < calls.length && !sameSubscriptions(calls[at]?.subscriptions ?? [], targets)) at += 1;
    if (at === calls.length) calls.push({ subscriptions: targets, events: [] });
    calls[at]?.events.push(event);
    lastOfKey.set(key, at);
  }
  return calls;
}

const sameSubscriptions = (a: readonly Subscription[], b: readonly Subscription[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);
