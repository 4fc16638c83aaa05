import type { Tx } from '@harken/database';
import { aliasStore } from './touchpoint-alias.store.ts';
import { type NamingTouchpoints, touchpointsNamedIn, withAliasesResolved } from './touchpoint-aliases.ts';

/** The events, each with the touchpoint that its name stands for today. */
export async function resolveTouchpointAliases<Event extends { readonly data: NamingTouchpoints }>(
  events: readonly Event[],
  tx: Tx,
): Promise<readonly Event[]> {
  const names = new Set(events.flatMap(({ data }) => touchpointsNamedIn(data)));
  if (names.size === 0) return events;
  const aliases = await aliasStore.find(tx, [...names]);
  if (aliases.size === 0) return events;
  return events.map((event) => ({ ...event, data: withAliasesResolved(event.data, aliases) }));
}
