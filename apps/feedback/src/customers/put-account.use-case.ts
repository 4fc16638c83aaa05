import type { Tx } from '@harken/database';
import { Stale } from '@harken/errors';
import { accountStore } from './account.store.ts';
import type { Account } from './account.ts';

export interface PutAccount extends Pick<Account, 'externalId' | 'name'> {
  readonly expectedVersion: number | undefined;
}

/** Describes an organisation. Throws Stale. */
export async function putAccount({ expectedVersion, ...account }: PutAccount, tx: Tx): Promise<{ created: boolean }> {
  const version = await accountStore.lockVersion(tx, account.externalId);
  if (expectedVersion !== undefined && expectedVersion !== (version ?? 0))
    throw new Stale('account.stale', 'The account has changed since that version.', { version: version ?? 0 });
  return accountStore.put(tx, account);
}
