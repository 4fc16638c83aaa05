import type { Tx } from '@harken/messaging';
import { type Owner, subscriptionStore } from './subscription.store.ts';
import { changeSubscription, enable, type Subscription, type SubscriptionChange } from './subscription.ts';

export interface OnSubscription {
  readonly id: string;
  readonly owner: Owner;
  readonly expectedVersion: number | undefined;
}

export function updateSubscription(
  command: OnSubscription & { change: SubscriptionChange },
  tx: Tx,
): Promise<Subscription> {
  return subscriptionStore.change(tx, command.id, command, (before, now) =>
    changeSubscription(before, command.change, now),
  );
}

/** What was missed meanwhile does not come by itself: a replay brings it. */
export function enableSubscription(command: OnSubscription, tx: Tx): Promise<Subscription> {
  return subscriptionStore.change(tx, command.id, command, enable);
}

/** With all that waits for it; its log of deliveries stays until its retention. */
export function deleteSubscription(command: OnSubscription, tx: Tx): Promise<void> {
  return subscriptionStore.remove(tx, command.id, command);
}
