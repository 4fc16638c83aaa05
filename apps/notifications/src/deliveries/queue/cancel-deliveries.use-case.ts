import type { Tx } from '@harken/messaging';
import { deliveryQueue } from './delivery-queue.store.ts';

/** Nothing that waits for this subscription is sent any more; a replay brings it back. */
export function cancelDeliveries(subscriptionId: string, tx: Tx): Promise<void> {
  return deliveryQueue.cancel(tx, subscriptionId);
}
