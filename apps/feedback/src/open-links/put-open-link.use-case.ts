import { randomBytes } from 'node:crypto';
import type { Tx } from '@harken/database';
import { RuleBroken, Stale } from '@harken/errors';
import { openLinkStore } from './open-link.store.ts';
import type { OpenLink, OpenLinkContent } from './open-link.ts';

export interface PutOpenLink {
  readonly id: string;
  readonly content: OpenLinkContent;
  readonly expectedVersion?: number | undefined;
  readonly by: string;
}

/** Sets the link. Its address stays as it is. */
export async function putOpenLink(command: PutOpenLink, tx: Tx): Promise<{ link: OpenLink; created: boolean }> {
  const { id, content, expectedVersion, by } = command;
  const { before, now } = await openLinkStore.lock(tx, id);
  if (expectedVersion !== undefined && expectedVersion !== before?.version) {
    throw new Stale('open-link.stale', 'The open link has another version by now.', {
      version: before?.version ?? null,
    });
  }
  if (!(await openLinkStore.knowsProgramme(tx, content.programme))) {
    throw new RuleBroken('open-link.programme-unknown', `There is no programme ${content.programme}.`, {
      programme: content.programme,
    });
  }
  const link: OpenLink = {
    ...content,
    id,
    slug: before?.slug ?? randomBytes(16).toString('base64url'),
    version: (before?.version ?? 0) + 1,
    updatedAt: now,
    updatedBy: by,
  };
  await openLinkStore.save(tx, link);
  return { link, created: before === null };
}
