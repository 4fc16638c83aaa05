import type { Tx } from '../transaction.ts';

/** A partition as its group reads it. */
export interface Place {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
}

/**
 * Holds until the end of the transaction. A worker that lost the partition and its new owner never work it at once:
 * both walk the same log, so whoever comes second finds the first one's inbox rows and parked keys.
 */
export async function fence(tx: Tx, { group, topic, partition }: Place): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))', [
    `harken.consumer.${group}`,
    `${topic}/${partition}`,
  ]);
}

export interface Taken {
  /** Ids that were never taken before. */
  readonly fresh: ReadonlySet<string>;
  /** Those of the keys that have parked events. */
  readonly parkedKeys: ReadonlySet<string>;
}

/** Takes the fence, writes the inbox for these events and says which of them are new. */
export async function takeIn(tx: Tx, place: Place, ids: readonly string[], keys: readonly string[]): Promise<Taken> {
  const { group, topic, partition } = place;
  const [row] = await tx.query<{ fresh: string[] | null; parked_keys: string[] | null }[]>(
    'SELECT fresh, parked_keys FROM inbox_take($1, $2, $3, $4, $5)',
    [group, topic, partition, ids, keys],
  );
  return { fresh: new Set(row?.fresh), parkedKeys: new Set(row?.parked_keys) };
}
