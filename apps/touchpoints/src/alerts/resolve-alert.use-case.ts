import { outbox, type Tx } from '@harken/messaging';
import { alertStore } from './alert.store.ts';
import { type Resolution, resolve } from './alert.ts';
import { alertResolved } from './alert-event.ts';

/** Ends the open alert of a monitor, if there is one, because the monitor itself is another or gone. */
export async function resolveAlertOf(monitorId: string, resolution: Resolution, now: Date, tx: Tx): Promise<void> {
  const open = (await alertStore.lockOpen(tx, [monitorId])).get(monitorId);
  if (!open) return;
  const { alert } = resolve(open, resolution, now);
  await alertStore.save(tx, alert);
  if (open.firedAt) await outbox.add(tx, [alertResolved(alert, now)]);
}
