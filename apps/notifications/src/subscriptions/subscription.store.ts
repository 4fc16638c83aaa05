import { databaseTime, type Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { outbox } from '@harken/messaging';
import { subscriptionTable } from './subscription.table.ts';
import { assertVersion, type Subscription, type SubscriptionDecision } from './subscription.ts';

/** Whose subscriptions a caller may touch; undefined = everybody's. */
export type Owner = string | undefined;

export const subscriptionStore = {
  async add(tx: Tx, make: (now: Date) => Subscription): Promise<Subscription> {
    const subscription = make(await databaseTime(tx));
    await tx.insert(subscriptionTable, subscription);
    await bumpEpoch(tx);
    return subscription;
  },

  /** Under the row lock: decides, saves, adds the events. For another owner the subscription does not exist. */
  async change(
    tx: Tx,
    id: string,
    options: { readonly owner: Owner; readonly expectedVersion: number | undefined },
    decide: (subscription: Subscription, now: Date) => SubscriptionDecision,
  ): Promise<Subscription> {
    const before = await lock(tx, id, options.owner, options.expectedVersion);
    const { state, events } = decide(before, await databaseTime(tx));
    if (state.version === before.version) return before;
    await tx.update(subscriptionTable, { id }, state);
    await outbox.add(tx, events);
    await bumpEpoch(tx);
    return state;
  },

  async remove(tx: Tx, id: string, options: { readonly owner: Owner; readonly expectedVersion: number | undefined }) {
    await lock(tx, id, options.owner, options.expectedVersion);
    await tx.delete(subscriptionTable, { id });
    await bumpEpoch(tx);
  },
};

async function lock(tx: Tx, id: string, owner: Owner, expectedVersion: number | undefined): Promise<Subscription> {
  const found = await tx.findOne(subscriptionTable, {
    where: { id, ...(owner === undefined ? {} : { owner }) },
    lock: { mode: 'pessimistic_write' },
  });
  if (!found) throw new NotFound('subscription', id);
  assertVersion(found.version, expectedVersion);
  return found;
}

const bumpEpoch = (tx: Tx): Promise<unknown> => tx.query('UPDATE subscription_epoch SET epoch = epoch + 1');
