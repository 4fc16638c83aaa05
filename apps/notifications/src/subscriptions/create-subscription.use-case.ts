import { randomBytes } from 'node:crypto';
import type { Tx } from '@harken/database';
import { newId } from '@harken/messaging';
import type { AlertFilter } from '../alerts/alert-filter.ts';
import type { Delivery } from '../channels/delivery.ts';
import { formatSecret } from '../webhooks/webhook-signature.ts';
import { sealSecret } from './sealed-secret.ts';
import { subscriptionStore } from './subscription.store.ts';
import { newSubscription, type Subscription } from './subscription.ts';

export interface CreateSubscription {
  readonly name: string;
  readonly owner: string;
  readonly filter: AlertFilter;
  readonly delivery: Delivery;
  readonly secretsKey: string | undefined;
}

/** `secret` is shown only this once; e-mail has none. */
export interface SubscriptionWithSecret {
  readonly subscription: Subscription;
  readonly secret?: string;
}

export async function createSubscription(command: CreateSubscription, tx: Tx): Promise<SubscriptionWithSecret> {
  const { secretsKey, ...request } = command;
  const secret = request.delivery.kind === 'webhook' ? generateSecret() : undefined;
  const sealed = secret ? sealSecret(secret, secretsKey, randomBytes(12)) : null;
  const subscription = await subscriptionStore.add(tx, (now) =>
    newSubscription({ ...request, id: newId(), secret: sealed }, now),
  );
  return secret ? { subscription, secret } : { subscription };
}

export const generateSecret = (): string => formatSecret(randomBytes(32));
