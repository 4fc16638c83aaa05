import { managerOf, type Reader } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { TimeCursor } from '@harken/service';
import { subscriptionTable } from './subscription.table.ts';
import type { Subscription } from './subscription.ts';

/** `owner` is the id of a client; undefined = everybody's. */
export async function findSubscription(db: Reader, id: string, owner: string | undefined): Promise<Subscription> {
  const where = { id, ...(owner === undefined ? {} : { clientId: owner }) };
  const found = await managerOf(db).findOne(subscriptionTable, { where });
  if (!found) throw new NotFound('subscription', id);
  return found;
}

export async function listSubscriptions(
  db: Reader,
  options: {
    readonly owner: string | undefined;
    readonly after: TimeCursor | undefined;
    readonly limit: number;
  },
): Promise<readonly Subscription[]> {
  const query = managerOf(db).createQueryBuilder(subscriptionTable, 's').where('true');
  if (options.owner !== undefined) query.andWhere('s.clientId = :owner', { owner: options.owner });
  if (options.after) {
    const { at, id } = options.after;
    query.andWhere('(s.created_at, s.id) > (:at, :id)', { at, id });
  }
  return query.orderBy('s.createdAt').addOrderBy('s.id').limit(options.limit).getMany();
}
