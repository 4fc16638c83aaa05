import { type Reader, sql } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { Account } from './account.ts';

export interface AccountWithCustomers extends Account {
  readonly customers: number;
}

const find = sql<AccountWithCustomers>(`
  SELECT $1::text AS "externalId", a.name, coalesce(a.version, 0) AS version, own.customers
    FROM (SELECT count(*)::int AS customers FROM customers WHERE account = $1 AND current_id = id) own
    LEFT JOIN accounts a ON a.external_id = $1
   WHERE own.customers > 0 OR a.external_id IS NOT NULL`);

/** An organisation, also one that only customers name. Throws NotFound. */
export async function findAccount(database: Reader, externalId: string): Promise<AccountWithCustomers> {
  const [account] = await find.query(database, [externalId]);
  if (!account) throw new NotFound('account', externalId);
  return account;
}
