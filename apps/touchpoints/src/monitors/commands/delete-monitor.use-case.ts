import type { Tx } from '@harken/database';
import { NotFound, Stale } from '@harken/errors';
import { resolveOpenAlert } from '../../alerts/resolve-open-alert.use-case.ts';
import { requestReview } from '../../promise/request-review.use-case.ts';
import { monitorStore } from '../monitor.store.ts';
import { isDetector } from '../monitor.ts';

export interface DeleteMonitor {
  readonly id: string;
  readonly expectedVersion?: number | undefined;
}

/** Deletes the monitor and resolves its open alert. */
export async function deleteMonitor({ id, expectedVersion }: DeleteMonitor, tx: Tx): Promise<void> {
  const { before, now } = await monitorStore.lockForUpdate(tx, id);
  if (!before) throw new NotFound('monitor', id);
  if (expectedVersion !== undefined && expectedVersion !== before.version) {
    throw new Stale('monitor.stale', 'The monitor has another version by now.', { version: before.version });
  }
  await resolveOpenAlert(id, 'monitor-deleted', now, tx);
  await monitorStore.remove(tx, id);
  if (isDetector(before.method)) await requestReview(tx);
}
