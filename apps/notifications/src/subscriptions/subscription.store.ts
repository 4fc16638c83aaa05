import { databaseTime, type Tx } from '@harken/database';
import { NotFound, RuleBroken } from '@harken/errors';
import { outbox } from '@harken/messaging';
import { subscriptionTable } from './subscription.table.ts';
import { assertVersion, type Subscription, type SubscriptionDecision } from './subscription.ts';

/** The client whose subscriptions a caller may touch; undefined = everybody's. */
export type Owner = string | undefined;

export const subscriptionStore = {
  /** Throws RuleBroken when the client has `max` subscriptions. */
  async add(tx: Tx, max: number, make: (now: Date) => Subscription): Promise<Subscription> {
    const subscription = make(await databaseTime(tx));
    await assertRoomFor(tx, subscription.clientId, max);
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

/** One at a time per client, so that two requests do not both take the last place. */
async function assertRoomFor(tx: Tx, clientId: string, max: number): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('harken.subscriptions'), hashtext($1))`, [clientId]);
  if ((await tx.countBy(subscriptionTable, { clientId })) < max) return;
  throw new RuleBroken('subscription.too-many', `A client may have ${max} subscriptions.`, { max });
}

async function lock(tx: Tx, id: string, owner: Owner, expectedVersion: number | undefined): Promise<Subscription> {
  const found = await tx.findOne(subscriptionTable, {
    where: { id, ...(owner === undefined ? {} : { clientId: owner }) },
    lock: { mode: 'pessimistic_write' },
  });
  if (!found) throw new NotFound('subscription', id);
  assertVersion(found.version, expectedVersion);
  return found;
}

const bumpEpoch = (tx: Tx): Promise<unknown> => tx.query('UPDATE subscription_epoch SET epoch = epoch + 1');
