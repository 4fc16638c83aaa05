import type { EntityManager } from 'typeorm';

export interface StoredResponse {
  readonly request: Buffer;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body exactly as sent; null for none. */
  readonly body: string | null;
}

export interface IdempotentRequest {
  readonly client: string;
  readonly key: string;
  readonly request: Buffer;
}

export const retentionHours = 24;

/** Takes the lock of the key until the transaction ends; false when another request holds it. */
export async function claimKey(tx: EntityManager, { client, key }: IdempotentRequest): Promise<boolean> {
  const [row] = await tx.query(
    "select pg_try_advisory_xact_lock(hashtextextended('harken.idempotency.' || $1 || E'\\n' || $2, 0)) as claimed",
    [client, key],
  );
  return row.claimed;
}

/** The stored response, unless it has expired. */
export async function findResponse(
  tx: EntityManager,
  { client, key }: IdempotentRequest,
): Promise<StoredResponse | undefined> {
  const [row] = await tx.query(
    `select request, status, headers, body from idempotency_keys
      where client = $1 and key = $2 and created_at > now() - interval '${retentionHours} hours'`,
    [client, key],
  );
  return row;
}

/** Stores the response; replaces one that has expired but is not deleted yet. */
export async function storeResponse(
  tx: EntityManager,
  keyed: IdempotentRequest,
  response: Omit<StoredResponse, 'request'>,
): Promise<void> {
  await tx.query(
    `insert into idempotency_keys (client, key, request, status, headers, body) values ($1, $2, $3, $4, $5, $6)
     on conflict (client, key) do update
       set request = excluded.request, status = excluded.status, headers = excluded.headers,
           body = excluded.body, created_at = now()
       where idempotency_keys.created_at <= now() - interval '${retentionHours} hours'`,
    [keyed.client, keyed.key, keyed.request, response.status, JSON.stringify(response.headers), response.body],
  );
}

/** Deletes up to `batch` expired responses and returns how many. Replicas do not wait for each other. */
export async function deleteExpiredResponses(tx: EntityManager, batch = 1_000): Promise<number> {
  const [, count] = await tx.query(
    `delete from idempotency_keys where ctid = any (array(
       select ctid from idempotency_keys where created_at <= now() - interval '${retentionHours} hours'
       order by created_at limit $1 for update skip locked))`,
    [batch],
  );
  return count;
}
