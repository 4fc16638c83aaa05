import type { Tx } from '@harken/database';
import { aliasStore, type TouchpointAlias } from './touchpoint-alias.store.ts';

/** The name stands for the touchpoint from the commit on: no event is counted under the old reading while this runs. */
export async function addTouchpointAlias(alias: TouchpointAlias, by: string, tx: Tx): Promise<void> {
  await aliasStore.lock(tx);
  await aliasStore.add(tx, alias, by);
}
