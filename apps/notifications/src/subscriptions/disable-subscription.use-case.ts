import type { Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { cancelDeliveries } from '../deliveries/queue/cancel-deliveries.use-case.ts';
import { subscriptionStore } from './subscription.store.ts';
import { type DisabledReason, disable } from './subscription.ts';

export interface DisableSubscription {
  readonly id: string;
  readonly reason: DisabledReason;
}

/** Disables a subscription for the system. Does nothing when it was deleted meanwhile. */
export async function disableSubscription({ id, reason }: DisableSubscription, tx: Tx): Promise<void> {
  try {
    const anyOwner = { owner: undefined, expectedVersion: undefined };
    await subscriptionStore.change(tx, id, anyOwner, (subscription, now) => disable(subscription, reason, now));
  } catch (error) {
    if (error instanceof NotFound) return;
    throw error;
  }
  await cancelDeliveries(id, tx);
}
