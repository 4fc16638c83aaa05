import { randomBytes } from 'node:crypto';
import type { Tx } from '@harken/messaging';
import { v7 as uuidv7 } from 'uuid';
import type { AlertFilter } from '../alerts/alert-filter.ts';
import type { Delivery } from '../channels/delivery.ts';
import { secretFrom } from '../webhooks/webhook-signature.ts';
import { sealSecret } from './sealed-secret.ts';
import { subscriptionStore } from './subscription.store.ts';
import { type Subscription, subscribe } from './subscription.ts';

export interface CreateSubscription {
  readonly name: string;
  readonly owner: string;
  readonly filter: AlertFilter;
  readonly delivery: Delivery;
  readonly secretsKey: string | undefined;
}

/** `secret` is told this once; of e-mail there is none. */
export interface WithSecret {
  readonly subscription: Subscription;
  readonly secret?: string;
}

export async function createSubscription(command: CreateSubscription, tx: Tx): Promise<WithSecret> {
  const { secretsKey, ...wanted } = command;
  const secret = wanted.delivery.kind === 'webhook' ? newSecret() : undefined;
  const sealed = secret ? sealSecret(secret, secretsKey, randomBytes(12)) : null;
  const subscription = await subscriptionStore.add(tx, (now) =>
    subscribe({ ...wanted, id: uuidv7(), secret: sealed }, now),
  );
  return secret ? { subscription, secret } : { subscription };
}

export const newSecret = (): string => secretFrom(randomBytes(32));
