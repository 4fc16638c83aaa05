import { type ServiceName, services } from '@harken/contracts';
import type { Subscription } from '@harken/messaging';

/** The event types that each service subscribes to, from its `<service>.subscriptions.ts`. */
export type Subscribers = ReadonlyMap<ServiceName, ReadonlySet<string>>;

export async function readSubscribers(): Promise<Subscribers> {
  const subscribers = new Map<ServiceName, ReadonlySet<string>>();
  for (const service of services) {
    const file = new URL(`../../../apps/${service}/src/${service}.subscriptions.ts`, import.meta.url);
    const exported: Record<string, readonly Subscription[] | undefined> = await import(file.pathname);
    const subscriptions = exported[`${service}Subscriptions`];
    if (!subscriptions) throw new Error(`${file.pathname} exports no ${service}Subscriptions`);
    subscribers.set(service, new Set(subscriptions.flatMap(({ contracts }) => contracts.map(({ type }) => type))));
  }
  return subscribers;
}

export const subscribersOf = (type: string, subscribers: Subscribers): ServiceName[] =>
  services.filter((service) => subscribers.get(service)?.has(type));
