import type { Tx } from '@harken/database';
import { markMonitorsDirty } from '../monitors/mark-monitors-dirty.use-case.ts';
import { measurementStore } from './measurement.store.ts';

/** Counts at one touchpoint what was measured at another, and has its monitors look again. */
export async function moveMeasurements({ from, to }: { from: string; to: string }, tx: Tx): Promise<void> {
  const metrics = await measurementStore.move(tx, from, to);
  await markMonitorsDirty({ touchpoints: [to], metrics }, tx);
}
