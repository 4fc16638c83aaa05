import type { Tx } from '@harken/database';
import type { Subscription } from './subscription.ts';

/** The fields of a subscription that matching and sending need. */
export interface ActiveSubscription
  extends Pick<Subscription, 'id' | 'filter' | 'delivery' | 'secret' | 'previousSecret' | 'previousSecretUntil'> {
  readonly ordered: boolean;
}

/** The active subscriptions, kept in this process until their epoch changes. */
export class ActiveSubscriptions {
  #epoch: string | undefined;
  #active: readonly ActiveSubscription[] = [];

  async at(epoch: string, tx: Tx): Promise<readonly ActiveSubscription[]> {
    if (epoch === this.#epoch) return this.#active;
    const active: readonly ActiveSubscription[] = await tx.query(
      `SELECT id, filter, delivery, coalesce((delivery ->> 'ordered')::boolean, false) AS ordered, secret,
              previous_secret AS "previousSecret", previous_secret_until AS "previousSecretUntil"
         FROM subscriptions WHERE status = 'active'`,
    );
    this.#epoch = epoch;
    this.#active = active;
    return active;
  }
}
