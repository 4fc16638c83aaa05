import { type ServiceName, services } from '@harken/contracts';
import type { Subscription } from '@harken/messaging';

/** The event types that each service subscribes to, from its `<service>.subscriptions.ts`. */
export type Subscribers = ReadonlyMap<ServiceName, ReadonlySet<string>>;

/** A list, or a function that makes it from the context of the service. */
type Exported = readonly Subscription[] | ((context: never) => readonly Subscription[]);

export async function readSubscribers(): Promise<Subscribers> {
  const subscribers = new Map<ServiceName, ReadonlySet<string>>();
  for (const service of services) {
    const file = new URL(`../../../apps/${service}/src/${service}.subscriptions.ts`, import.meta.url);
    const exported: Record<string, Exported | undefined> = await import(file.pathname);
    const found = exported[`${service}Subscriptions`];
    if (!found) throw new Error(`${file.pathname} exports no ${service}Subscriptions`);
    // Only the contracts are read: no handler runs here, and only handlers use the context.
    const subscriptions = typeof found === 'function' ? found(undefined as never) : found;
    subscribers.set(service, new Set(subscriptions.flatMap(({ contracts }) => contracts.map(({ type }) => type))));
  }
  return subscribers;
}

export const subscribersOf = (type: string, subscribers: Subscribers): ServiceName[] =>
  services.filter((service) => subscribers.get(service)?.has(type));
