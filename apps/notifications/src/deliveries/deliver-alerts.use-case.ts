import { afterCommit, type Tx } from '@harken/database';
import { newId } from '@harken/messaging';
import type { ActiveSubscription } from '../subscriptions/active-subscriptions.cache.ts';
import { deliveryQueue, type LeasedDelivery, type NewDelivery } from './queue/delivery-queue.store.ts';

/** The sending side of this process. */
export interface DeliveryDispatcher {
  readonly leaseMs: number;
  /** How many more deliveries of this subscription this process may lease now; 0 while it does not send. */
  capacity(subscriptionId: string): number;
  /** Sends deliveries leased to this process. Call it after the commit of the lease. */
  send(leased: readonly LeasedDelivery[]): void;
  /** Deliveries of these subscriptions wait in the queue. */
  markBacklog(subscriptionIds: readonly string[]): void;
}

/** A recorded alert and one subscription that gets it. */
export interface AlertDelivery extends Omit<NewDelivery, 'id' | 'subscriptionId' | 'ordered'> {
  readonly alertType: string;
  readonly body: string;
  readonly traceparent: string | null;
  readonly subscription: ActiveSubscription;
}

/**
 * Queues deliveries. Those within the capacity of this process are leased to it at once and sent right after the commit; the
 * rest is due for any replica.
 */
export async function deliverAlerts(
  deliveries: readonly AlertDelivery[],
  dispatcher: DeliveryDispatcher,
  tx: Tx,
): Promise<void> {
  if (deliveries.length === 0) return;
  const mayLease = leaseBudget(dispatcher);
  const rows = deliveries.map((delivery) => {
    const { id: subscriptionId, ordered } = delivery.subscription;
    return {
      ...delivery,
      id: newId(),
      subscriptionId,
      ordered,
      lease: mayLease(subscriptionId, ordered, delivery.subject),
    };
  });
  const leased = await deliveryQueue.addLeased(tx, rows, dispatcher.leaseMs);
  const queued = new Set(rows.filter(({ id }) => !leased.has(id)).map(({ subscriptionId }) => subscriptionId));
  afterCommit(tx, () => {
    dispatcher.markBacklog([...queued]);
    dispatcher.send(
      rows.flatMap(({ id, subscription, alertId, alertType, body, traceparent }) => {
        const at = leased.get(id);
        if (!at) return [];
        const { id: subscriptionId, ...receiver } = subscription;
        const first = { attempt: 1, createdAt: at, claimedAt: at };
        return [{ id, subscriptionId, ...receiver, ...first, alertId, alertType, body, traceparent }];
      }),
    );
  });
}

/** An ordered subscription leases at most one delivery per subject; the statement checks whether an earlier one is open. */
function leaseBudget(dispatcher: DeliveryDispatcher) {
  const left = new Map<string, number>();
  const subjects = new Set<string>();
  return (subscriptionId: string, ordered: boolean, subject: string): boolean => {
    const capacity = left.get(subscriptionId) ?? dispatcher.capacity(subscriptionId);
    const key = `${subscriptionId} ${subject}`;
    if (capacity === 0 || (ordered && subjects.has(key))) return false;
    if (ordered) subjects.add(key);
    left.set(subscriptionId, capacity - 1);
    return true;
  };
}
