import type { Tx } from '@harken/database';
import type { DocumentStore } from './document.store.ts';
import { type DocumentRules, type Publish, type Published, publishedOf, wholeContent } from './document.ts';

/** The steps of every publication. `id` is given for one of many. */
export async function publishVersion<C extends object>(
  rules: DocumentRules<C>,
  store: DocumentStore,
  { id, content, expectedVersion, effectiveFrom: given, actor }: Publish<C> & { readonly id?: string },
  tx: Tx,
): Promise<Published<C>> {
  // One publication at a time, so that versions follow each other.
  const { latest, now } = await store.lock(tx, id);
  const repeated = rules.startsAhead && given && given < now && (await store.hasStart(tx, given));
  const effectiveFrom = repeated ? undefined : given;
  const from = effectiveFrom ?? now;
  await rules.check?.(wholeContent(rules, content), { tx, id, now, effectiveFrom: from });
  if (expectedVersion !== undefined && expectedVersion !== latest) throw rules.stale(latest);
  const kept = { ...rules.defaults, ...content };
  const row = await store.add(tx, {
    id,
    version: latest + 1,
    content: kept,
    effectiveFrom: from,
    publishedAt: now,
    actor,
  });
  const published = publishedOf(rules, row);
  await rules.onPublished?.({ published, previousVersion: latest || null, scheduled: effectiveFrom !== undefined }, tx);
  return published;
}
