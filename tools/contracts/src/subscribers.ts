import { PersonChanged, type ServiceName, services } from '@harken/contracts';
import type { Subscription } from '@harken/messaging';
import { followPeople } from '@harken/service';

/** The event types that each service subscribes to: of its `<service>.subscriptions.ts`, and people, whom all follow. */
export type Subscribers = ReadonlyMap<ServiceName, ReadonlySet<string>>;

/** A list, or a function that makes it from the context of the service. */
type Exported = readonly Subscription[] | ((context: never) => readonly Subscription[]);

/** `dist` is the build. `src` needs a loader that compiles decorators, as the tests have: Node itself cannot. */
export async function readSubscribers(folder: 'src' | 'dist'): Promise<Subscribers> {
  const extension = folder === 'src' ? 'ts' : 'js';
  const subscribers = new Map<ServiceName, ReadonlySet<string>>();
  for (const service of services) {
    const file = new URL(`../../../apps/${service}/${folder}/${service}.subscriptions.${extension}`, import.meta.url);
    const exported: Record<string, Exported | undefined> = await import(file.pathname);
    const found = exported[`${service}Subscriptions`];
    if (!found) throw new Error(`${file.pathname} exports no ${service}Subscriptions`);
    // Only the contracts are read; no handler, which alone would use the context, is called.
    const subscriptions = typeof found === 'function' ? found(undefined as never) : found;
    const all = service === PersonChanged.producer ? subscriptions : [...subscriptions, followPeople];
    subscribers.set(service, new Set(all.flatMap(({ contracts }) => contracts.map(({ type }) => type))));
  }
  return subscribers;
}

export const subscribersOf = (type: string, subscribers: Subscribers): ServiceName[] =>
  services.filter((service) => subscribers.get(service)?.has(type));
