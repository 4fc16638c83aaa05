import type { Tx } from '@harken/database';
import { type Owner, subscriptionStore } from './subscription.store.ts';
import { changeSubscription, enable, type Subscription, type SubscriptionChange } from './subscription.ts';

export interface SubscriptionCommand {
  readonly id: string;
  readonly owner: Owner;
  readonly expectedVersion: number | undefined;
}

export function updateSubscription(
  command: SubscriptionCommand & { change: SubscriptionChange },
  tx: Tx,
): Promise<Subscription> {
  return subscriptionStore.change(tx, command.id, command, (before, now) =>
    changeSubscription(before, command.change, now),
  );
}

/** Missed alerts do not come by themselves: a replay sends them. */
export function enableSubscription(command: SubscriptionCommand, tx: Tx): Promise<Subscription> {
  return subscriptionStore.change(tx, command.id, command, enable);
}

/** Deletes it with its queued deliveries; the log of attempts stays for its retention. */
export function deleteSubscription(command: SubscriptionCommand, tx: Tx): Promise<void> {
  return subscriptionStore.remove(tx, command.id, command);
}
