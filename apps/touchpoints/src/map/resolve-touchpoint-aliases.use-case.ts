import type { Tx } from '@harken/database';
import { aliasStore } from './touchpoint-alias.store.ts';

interface Named {
  readonly touchpoint: string | null;
}

/** Of an interaction or feedback, of a correction, of a complaint. */
type NamingTouchpoints = Named | { readonly before: Named; readonly after?: Named } | { readonly complaint: Named };

function namedIn(data: NamingTouchpoints): readonly Named[] {
  if ('before' in data) return [data.before, ...(data.after ? [data.after] : [])];
  return ['touchpoint' in data ? data : data.complaint];
}

/** The events, each with the touchpoint that its name stands for today. */
export async function resolveTouchpointAliases<Event extends { readonly data: NamingTouchpoints }>(
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
  return events.map((event) => {
    const { data } = event;
    // Feedback has a `complaint` too: its verdict.
    if ('touchpoint' in data) return { ...event, data: resolve(data) };
    if ('complaint' in data) return { ...event, data: { ...data, complaint: resolve(data.complaint) } };
    return {
      ...event,
      data: { ...data, before: resolve(data.before), ...(data.after && { after: resolve(data.after) }) },
    };
  });
}
