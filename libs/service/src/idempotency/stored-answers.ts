import type { EntityManager } from 'typeorm';

export interface StoredAnswer {
  readonly request: Buffer;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it was sent, to the byte; null for none. */
  readonly body: string | null;
}

export interface KeyedRequest {
  readonly client: string;
  readonly key: string;
  readonly request: Buffer;
}

export const keptHours = 24;

/** False when another request with this key is being worked on at this moment. Held until the transaction ends. */
export async function claimKey(tx: EntityManager, { client, key }: KeyedRequest): Promise<boolean> {
  const [row] = await tx.query(
    "select pg_try_advisory_xact_lock(hashtextextended('harken.idempotency.' || $1 || E'\\n' || $2, 0)) as claimed",
    [client, key],
  );
  return row.claimed;
}

/** The answer that was stored under the key, if it is young enough. */
export async function findAnswer(tx: EntityManager, { client, key }: KeyedRequest): Promise<StoredAnswer | undefined> {
  const [row] = await tx.query(
    `select request, status, headers, body from idempotency_keys
      where client = $1 and key = $2 and created_at > now() - interval '${keptHours} hours'`,
    [client, key],
  );
  return row;
}

/** An answer that has outlived its day but was not swept yet makes room for the new one. */
export async function storeAnswer(
  tx: EntityManager,
  keyed: KeyedRequest,
  answer: Omit<StoredAnswer, 'request'>,
): Promise<void> {
  await tx.query(
    `insert into idempotency_keys (client, key, request, status, headers, body) values ($1, $2, $3, $4, $5, $6)
     on conflict (client, key) do update
       set request = excluded.request, status = excluded.status, headers = excluded.headers,
           body = excluded.body, created_at = now()
       where idempotency_keys.created_at <= now() - interval '${keptHours} hours'`,
    [keyed.client, keyed.key, keyed.request, answer.status, JSON.stringify(answer.headers), answer.body],
  );
}

/** Removes up to `batch` answers that are too old; returns how many. Replicas do not wait for each other. */
export async function sweepAnswers(tx: EntityManager, batch = 1_000): Promise<number> {
  const [, count] = await tx.query(
    `delete from idempotency_keys where ctid = any (array(
       select ctid from idempotency_keys where created_at <= now() - interval '${keptHours} hours'
       order by created_at limit $1 for update skip locked))`,
    [batch],
  );
  return count;
}
