import { newId, type Tx } from '@harken/messaging';
import { deliveryQueue, type NewDelivery } from './delivery-queue.store.ts';

/** Puts deliveries into the queue, each due at once. What is there already stays as it is. Returns how many are new. */
export function queueDeliveries(deliveries: readonly Omit<NewDelivery, 'id'>[], tx: Tx): Promise<number> {
  return deliveryQueue.add(
    tx,
    deliveries.map((delivery) => ({ ...delivery, id: newId() })),
  );
}
