import type { Tx } from '@harken/database';
import { outbox } from '@harken/messaging';
import { alertStore } from './alert.store.ts';
import { type Resolution, resolve } from './alert.ts';
import { alertResolved } from './alert-events.ts';
import { requestAlertReview } from './request-alert-review.use-case.ts';

/** Resolves the open alert of a monitor, if it has one, because the monitor was changed or deleted. */
export async function resolveOpenAlert(monitorId: string, resolution: Resolution, now: Date, tx: Tx): Promise<void> {
  const open = (await alertStore.lockOpen(tx, [monitorId])).get(monitorId);
  if (!open) return;
  const { alert } = resolve(open, resolution, now);
  await alertStore.save(tx, alert);
  await requestAlertReview(tx);
  if (alert.firedAt) await outbox.add(tx, [alertResolved(alert, now)]);
}
