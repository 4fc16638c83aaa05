import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import { isLiveClient } from './live-clients.queries.ts';
import { findSubscription } from './subscription.queries.ts';
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

/**
 * Missed alerts do not come by themselves: a replay sends them. Throws RuleBroken when its client has no live key: it would
 * be disabled again at once.
 */
export async function enableSubscription(command: SubscriptionCommand, tx: Tx): Promise<Subscription> {
  const { clientId, owner } = await findSubscription(tx, command.id, command.owner);
  if (!(await isLiveClient(tx, clientId))) {
    throw new RuleBroken('subscription.keyless', `${owner} has no live key. Rotate one of its keys first.`, { owner });
  }
  return subscriptionStore.change(tx, command.id, command, enable);
}

/** Deletes it with its queued deliveries; the log of attempts stays for its retention. */
export function deleteSubscription(command: SubscriptionCommand, tx: Tx): Promise<void> {
  return subscriptionStore.remove(tx, command.id, command);
}
