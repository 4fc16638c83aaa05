import type { Tx } from '@harken/database';
import { aliasStore } from './touchpoint-alias.store.ts';

interface Named {
  readonly touchpoint: string | null;
}

type FeedbackOrCorrection = Named | { readonly before: Named; readonly after?: Named };

const namedIn = (data: FeedbackOrCorrection): readonly Named[] =>
  'before' in data ? [data.before, ...(data.after ? [data.after] : [])] : [data];

/** The events, each with the touchpoint that its name stands for today. */
export async function resolveTouchpointAliases<Event extends { readonly data: FeedbackOrCorrection }>(
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
    if (!('before' in data)) return { ...event, data: resolve(data) };
    return {
      ...event,
      data: { ...data, before: resolve(data.before), ...(data.after && { after: resolve(data.after) }) },
    };
  });
}
