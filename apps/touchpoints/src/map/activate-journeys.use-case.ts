import type { Tx } from '@harken/messaging';
import { journeyStore, lockTheMap } from './journey.store.ts';

/** Maps whose date has come take effect. Returns how many there were. */
export async function activateJourneys(tx: Tx): Promise<number> {
  const now = await lockTheMap(tx);
  const due = await journeyStore.claimDue(tx, now);
  for (const journeyId of new Set(due.map((version) => version.journeyId))) {
    await journeyStore.bringUpToDate(tx, journeyId, now);
  }
  return due.length;
}
