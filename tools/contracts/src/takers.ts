import { type ServiceName, services } from '@harken/contracts';
import type { Subscription } from '@harken/messaging';

/** Event types that each service takes, as its `<service>.subscriptions.ts` says. */
export type Takers = ReadonlyMap<ServiceName, ReadonlySet<string>>;

/** A list, or a function that makes it from the context of the service. */
type Exported = readonly Subscription[] | ((context: never) => readonly Subscription[]);

export async function readTakers(): Promise<Takers> {
  const takers = new Map<ServiceName, ReadonlySet<string>>();
  for (const service of services) {
    const file = new URL(`../../../apps/${service}/src/${service}.subscriptions.ts`, import.meta.url);
    const exported: Record<string, Exported | undefined> = await import(file.pathname);
    const found = exported[`${service}Subscriptions`];
    if (!found) throw new Error(`${file.pathname} exports no ${service}Subscriptions`);
    // Only the contracts are read: nothing here calls a handler, which alone would use the context.
    const subscriptions = typeof found === 'function' ? found(undefined as never) : found;
    takers.set(service, new Set(subscriptions.flatMap(({ contracts }) => contracts.map(({ type }) => type))));
  }
  return takers;
}

export const takersOf = (type: string, takers: Takers): ServiceName[] =>
  services.filter((service) => takers.get(service)?.has(type));
