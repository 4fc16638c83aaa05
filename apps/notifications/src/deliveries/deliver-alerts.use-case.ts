import { afterCommit, newId, type Tx } from '@harken/messaging';
import type { ActiveSubscription } from '../subscriptions/subscription.queries.ts';
import { type Dispatcher, dispatcherOf } from './dispatcher.worker.ts';
import { deliveryQueue, type NewDelivery } from './queue/delivery-queue.store.ts';

/** An alert that was just recorded, and who gets it. */
export interface AlertDelivery extends Omit<NewDelivery, 'id' | 'subscriptionId' | 'ordered'> {
  readonly alertType: string;
  readonly body: string;
  readonly traceparent: string | null;
  readonly subscription: ActiveSubscription;
}

/**
 * Puts deliveries into the queue. What this process has room for is born leased to it and goes out right after the
 * commit; the rest is due for whoever has room first.
 */
export async function deliverAlerts(deliveries: readonly AlertDelivery[], tx: Tx): Promise<void> {
  if (deliveries.length === 0) return;
  const dispatcher = dispatcherOf(tx.dataSource);
  const mayLease = places(dispatcher);
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
  const leased = await deliveryQueue.addLeased(tx, rows, dispatcher?.leaseMs ?? 0);
  if (!dispatcher) return;
  const queued = new Set(rows.filter(({ id }) => !leased.has(id)).map(({ subscriptionId }) => subscriptionId));
  afterCommit(tx, () => {
    dispatcher.wait([...queued]);
    dispatcher.launch(
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

/** Of an ordered subscription at most one of a subject may go; the statement asks whether an earlier one is open. */
function places(dispatcher: Dispatcher | undefined) {
  const left = new Map<string, number>();
  const subjects = new Set<string>();
  return (subscriptionId: string, ordered: boolean, subject: string): boolean => {
    const room = left.get(subscriptionId) ?? dispatcher?.room(subscriptionId) ?? 0;
    const key = `${subscriptionId} ${subject}`;
    if (room === 0 || (ordered && subjects.has(key))) return false;
    if (ordered) subjects.add(key);
    left.set(subscriptionId, room - 1);
    return true;
  };
}
