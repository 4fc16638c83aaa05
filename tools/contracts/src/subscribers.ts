import { type ServiceName, services } from '@harken/contracts';
import type { Subscription } from '@harken/messaging';

/** The event types that each service subscribes to, from its `<service>.subscriptions.ts`. */
export type Subscribers = ReadonlyMap<ServiceName, ReadonlySet<string>>;

/** `dist` is the build. `src` needs a loader that compiles decorators, as the tests have: Node itself cannot. */
export async function readSubscribers(folder: 'src' | 'dist'): Promise<Subscribers> {
  const extension = folder === 'src' ? 'ts' : 'js';
  const subscribers = new Map<ServiceName, ReadonlySet<string>>();
  for (const service of services) {
    const file = new URL(`../../../apps/${service}/${folder}/${service}.subscriptions.${extension}`, import.meta.url);
    const exported: Record<string, readonly Subscription[] | undefined> = await import(file.pathname);
    const subscriptions = exported[`${service}Subscriptions`];
    if (!subscriptions) throw new Error(`${file.pathname} exports no ${service}Subscriptions`);
    subscribers.set(service, new Set(subscriptions.flatMap(({ contracts }) => contracts.map(({ type }) => type))));
  }
  return subscribers;
}

export const subscribersOf = (type: string, subscribers: Subscribers): ServiceName[] =>
  services.filter((service) => subscribers.get(service)?.has(type));
