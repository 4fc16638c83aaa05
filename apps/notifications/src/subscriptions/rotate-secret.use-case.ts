import { randomBytes } from 'node:crypto';
import type { Tx } from '@harken/database';
import { generateSecret, type SubscriptionWithSecret } from './create-subscription.use-case.ts';
import { sealSecret } from './sealed-secret.ts';
import { type Owner, subscriptionStore } from './subscription.store.ts';
import { rotateSecret } from './subscription.ts';

export interface RotateSecret {
  readonly id: string;
  readonly owner: Owner;
  readonly expectedVersion: number | undefined;
  readonly secretsKey: string | undefined;
}

/** The previous secret signs too for a day, so that receivers can change over. */
export async function rotateSubscriptionSecret(command: RotateSecret, tx: Tx): Promise<SubscriptionWithSecret> {
  const secret = generateSecret();
  const sealed = sealSecret(secret, command.secretsKey, randomBytes(12));
  const subscription = await subscriptionStore.change(tx, command.id, command, (before, now) =>
    rotateSecret(before, sealed, now),
  );
  return { subscription, secret };
}
