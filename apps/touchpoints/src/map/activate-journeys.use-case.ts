import type { Tx } from '@harken/database';
import { journeyStore, lockPublication } from './journey.store.ts';

/** Puts the maps in effect whose date has come. Returns how many there were. */
export async function activateJourneys(tx: Tx): Promise<number> {
  const now = await lockPublication(tx);
  const due = await journeyStore.claimDue(tx, now);
  for (const journeyId of new Set(due.map((version) => version.journeyId))) {
    await journeyStore.activateCurrentVersion(tx, journeyId, now);
  }
  return due.length;
}
