import type { Tx } from '@harken/database';
import { deliveryQueue } from './delivery-queue.store.ts';

/** Cancels all queued deliveries of the subscription; a replay queues them again. */
export function cancelDeliveries(subscriptionId: string, tx: Tx): Promise<void> {
  return deliveryQueue.cancel(tx, subscriptionId);
}
