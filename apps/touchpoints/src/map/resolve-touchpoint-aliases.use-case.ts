import type { Tx } from '@harken/database';
import { aliasStore } from './touchpoint-alias.store.ts';

interface Named {
  readonly touchpoint: string | null;
}

/** What an event may name a touchpoint in. */
type NamingData = Named | { readonly complaint: Named } | { readonly before: Named; readonly after?: Named };

function namedIn(data: NamingData): readonly Named[] {
  if ('before' in data) return [data.before, ...(data.after ? [data.after] : [])];
  return 'touchpoint' in data ? [data] : [data.complaint];
}

/** The events, each with the touchpoint that its name stands for today. */
export async function resolveTouchpointAliases<Event extends { readonly data: NamingData }>(
  events: readonly Event[],
  tx: Tx,
): Promise<readonly Event[]> {
  const names = new Set(events.flatMap(({ data }) => namedIn(data).flatMap(({ touchpoint }) => touchpoint ?? [])));
  if (names.size === 0) return events;
  const aliases = await aliasStore.find(tx, [...names]);
  if (aliases.size === 0) return events;
  const resolve = <T extends Named>(named: T): T => ({
    ...named,
    touchpoint: aliases.get(named.touchpoint ?? '') ?? named.touchpoint,
  });
  const resolved = (data: NamingData): NamingData => {
    if ('before' in data) {
      return { ...data, before: resolve(data.before), ...(data.after && { after: resolve(data.after) }) };
    }
    return 'touchpoint' in data ? resolve(data) : { ...data, complaint: resolve(data.complaint) };
  };
  return events.map((event) => ({ ...event, data: resolved(event.data) }));
}
