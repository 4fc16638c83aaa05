import { randomBytes } from 'node:crypto';
import type { Tx } from '@harken/database';
import { newId } from '@harken/messaging';
import type { AlertFilter } from '../alerts/alert-filter.ts';
import type { Delivery } from '../channels/delivery.ts';
import { formatSecret } from '../webhooks/webhook-signature.ts';
import { sealSecret } from './sealed-secret.ts';
import { subscriptionStore } from './subscription.store.ts';
import { newSubscription, type Subscription, type SubscriptionOwner } from './subscription.ts';

export interface CreateSubscription extends SubscriptionOwner {
  readonly name: string;
  readonly filter: AlertFilter;
  readonly delivery: Delivery;
  readonly secretsKey: string | undefined;
  /** How many the client may have. */
  readonly max: number;
}

/** `secret` is shown only this once; e-mail has none. */
export interface SubscriptionWithSecret {
  readonly subscription: Subscription;
  readonly secret?: string;
}

export async function createSubscription(command: CreateSubscription, tx: Tx): Promise<SubscriptionWithSecret> {
  const { secretsKey, max, ...request } = command;
  const secret = request.delivery.kind === 'webhook' ? generateSecret() : undefined;
  const sealed = secret ? sealSecret(secret, secretsKey, randomBytes(12)) : null;
  const subscription = await subscriptionStore.add(tx, max, (now) =>
    newSubscription({ ...request, id: newId(), secret: sealed }, now),
  );
  return secret ? { subscription, secret } : { subscription };
}

export const generateSecret = (): string => formatSecret(randomBytes(32));
