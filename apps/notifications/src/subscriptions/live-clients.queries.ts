import { type Reader, sql } from '@harken/database';

/** Clients that call by signed tokens (their ids have version 5) have no key to lose. */
const byToken = (clientId: string) => `uuid_extract_version(${clientId}) = 5`;
const isLive = 'k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())';

const selectKeyless = sql<{ id: string }>(`
  SELECT s.id FROM subscriptions s
   WHERE s.status = 'active' AND NOT ${byToken('s.client_id')}
     AND NOT EXISTS (SELECT FROM access.api_keys k WHERE k.client_id = s.client_id AND ${isLive})`);

/** The active subscriptions whose client has no live key any more. */
export async function keylessSubscriptions(db: Reader): Promise<readonly string[]> {
  return (await selectKeyless.query(db)).map(({ id }) => id);
}

const selectLive = sql<{ live: boolean }>(
  `SELECT ${byToken('$1::uuid')} OR EXISTS (SELECT FROM access.api_keys k WHERE k.client_id = $1 AND ${isLive}) AS live`,
);

/** Whether the client may still call: also true of one that calls by signed tokens. */
export const isLiveClient = async (db: Reader, clientId: string): Promise<boolean> =>
  (await selectLive.queryOne(db, [clientId])).live;
