import { type ServiceName, services } from '@harken/contracts';
import type { Subscription } from '@harken/messaging';

/** Event types that each service takes, as its `<service>.subscriptions.ts` says. */
export type Takers = ReadonlyMap<ServiceName, ReadonlySet<string>>;

export async function readTakers(): Promise<Takers> {
  const takers = new Map<ServiceName, ReadonlySet<string>>();
  for (const service of services) {
    const file = new URL(`../../../apps/${service}/src/${service}.subscriptions.ts`, import.meta.url);
    const exported: Record<string, readonly Subscription[] | undefined> = await import(file.pathname);
    const subscriptions = exported[`${service}Subscriptions`];
    if (!subscriptions) throw new Error(`${file.pathname} exports no ${service}Subscriptions`);
    takers.set(service, new Set(subscriptions.flatMap(({ contracts }) => contracts.map(({ type }) => type))));
  }
  return takers;
}

export const takersOf = (type: string, takers: Takers): ServiceName[] =>
  services.filter((service) => takers.get(service)?.has(type));
