import { sql, type Tx } from '@harken/database';
import type { Account } from './account.ts';

const put = sql<Account & { readonly created: boolean }>(`
  WITH given AS (SELECT $1::text AS external_id, $2::text AS name)
  INSERT INTO accounts (external_id, name, version, updated_at)
  SELECT external_id, name, 1, date_trunc('milliseconds', clock_timestamp()) FROM given
  ON CONFLICT (external_id) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at,
    version = accounts.version + (accounts.name IS DISTINCT FROM excluded.name)::int
  RETURNING external_id AS "externalId", name, version, (xmax = 0) AS created`);

const lock = sql<{ version: number }>('SELECT version FROM accounts WHERE external_id = $1 FOR UPDATE');

export const accountStore = {
  /** The version that holds, locked; undefined for one that nobody has described. */
  async lockVersion(tx: Tx, externalId: string): Promise<number | undefined> {
    const [row] = await lock.query(tx, [externalId]);
    return row?.version;
  },

  put: (tx: Tx, { externalId, name }: Pick<Account, 'externalId' | 'name'>) => put.queryOne(tx, [externalId, name]),
};
