import { type Reader, sql } from '@harken/database';

const isLive = 'k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())';

const selectKeyless = sql<{ id: string }>(`
  SELECT s.id FROM subscriptions s
   WHERE s.status = 'active'
     AND NOT EXISTS (SELECT FROM access.api_keys k WHERE k.client_id = s.client_id AND ${isLive})`);

/** The active subscriptions whose client has no live key any more. */
export async function keylessSubscriptions(db: Reader): Promise<readonly string[]> {
  return (await selectKeyless.query(db)).map(({ id }) => id);
}

const selectLive = sql<{ live: boolean }>(
  `SELECT EXISTS (SELECT FROM access.api_keys k WHERE k.client_id = $1 AND ${isLive}) AS live`,
);

export const hasLiveKey = async (db: Reader, clientId: string): Promise<boolean> =>
  (await selectLive.queryOne(db, [clientId])).live;
