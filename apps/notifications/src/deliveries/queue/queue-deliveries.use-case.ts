import type { Tx } from '@harken/database';
import { newId } from '@harken/messaging';
import { deliveryQueue, type NewDelivery } from './delivery-queue.store.ts';

/** Queues deliveries that are due at once. Deliveries already queued stay as they are. Returns how many are new. */
export function queueDeliveries(deliveries: readonly Omit<NewDelivery, 'id'>[], tx: Tx): Promise<number> {
  return deliveryQueue.add(
    tx,
    deliveries.map((delivery) => ({ ...delivery, id: newId() })),
  );
}
