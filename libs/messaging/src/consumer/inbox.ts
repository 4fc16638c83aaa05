import type { Tx } from '../transaction.ts';

/**
 * Holds until the end of the transaction. A worker that lost the partition and its new owner never work it at once:
 * both walk the same log, so whoever comes second finds the first one's inbox rows.
 */
export async function fence(tx: Tx, group: string, topic: string, partition: number): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))', [
    `harken.consumer.${group}`,
    `${topic}/${partition}`,
  ]);
}

export interface Taken {
  /** Ids that were never taken before. */
  readonly fresh: ReadonlySet<string>;
  /** Keys with parked events. */
  readonly parkedKeys: ReadonlySet<string>;
}

/** Writes the inbox for these events and says which are new. Call it inside the fence. */
export async function takeIn(tx: Tx, topic: string, ids: readonly string[], keys: readonly string[]): Promise<Taken> {
  const [row] = await tx.query<{ fresh: string[] | null; parked: string[] | null }[]>(
    `WITH fresh AS (
       INSERT INTO inbox (id) SELECT DISTINCT unnest($2::uuid[]) ON CONFLICT DO NOTHING RETURNING id::text
     )
     SELECT (SELECT array_agg(id) FROM fresh) AS fresh,
            (SELECT array_agg(DISTINCT key) FROM parked
              WHERE topic = $1 AND key = ANY($3::text[]) AND discarded_at IS NULL) AS parked`,
    [topic, ids, keys],
  );
  return { fresh: new Set(row?.fresh), parkedKeys: new Set(row?.parked) };
}
