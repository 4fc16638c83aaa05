import { NotFound, Stale } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import { resolveAlertOf } from '../../alerts/resolve-alert.use-case.ts';
import { monitorStore } from '../monitor.store.ts';

export interface DeleteMonitor {
  readonly id: string;
  readonly expectedVersion?: number | undefined;
}

/** Nobody watches any more, so its alert ends with it. */
export async function deleteMonitor({ id, expectedVersion }: DeleteMonitor, tx: Tx): Promise<void> {
  const { before, now } = await monitorStore.hold(tx, id);
  if (!before) throw new NotFound('monitor', id);
  if (expectedVersion !== undefined && expectedVersion !== before.version) {
    throw new Stale('monitor.stale', 'The monitor has another version by now.', { version: before.version });
  }
  await resolveAlertOf(id, 'monitor-deleted', now, tx);
  await monitorStore.remove(tx, id);
}
