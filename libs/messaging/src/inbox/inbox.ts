import { type Prepared, runPrepared } from '../database/prepared.ts';
import type { Tx } from '../database/transaction.ts';
import type { LogMessage } from '../events/read-event.ts';

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
    placeName({ topic, partition }),
  ]);
}

const placeName = ({ topic, partition }: Pick<Place, 'topic' | 'partition'>): string => `${topic}/${partition}`;

/** The order per key holds inside one topic. */
export const keyOf = (topic: string, key: string): string => `${topic} ${key}`;

export interface Wanted {
  readonly group: string;
  /** Their partitions are fenced and their keys looked up. */
  readonly messages: readonly Pick<LogMessage, 'topic' | 'partition' | 'key'>[];
  readonly ids: readonly string[];
}

export interface Taken {
  /** Ids that were never taken before. */
  readonly fresh: ReadonlySet<string>;
  /** Those of the keys that have parked events, as `keyOf`. */
  readonly parkedKeys: ReadonlySet<string>;
}

const takeMany: Prepared = {
  name: 'messaging.inbox-take',
  text: 'SELECT fresh, parked_keys FROM inbox_take_many($1, $2, $3, $4, $5)',
};

/** Takes the fences, writes the inbox for these events and says which of them are new. */
export async function takeIn(tx: Tx, { group, messages, ids }: Wanted): Promise<Taken> {
  const places = [...new Set(messages.map(placeName))].sort();
  const keyed = messages.filter(({ key }) => key !== null);
  const [row] = await runPrepared<{ fresh: string[] | null; parked_keys: string[] | null }>(tx, takeMany, [
    group,
    places,
    ids,
    keyed.map(({ topic }) => topic),
    keyed.map(({ key }) => key),
  ]);
  return { fresh: new Set(row?.fresh), parkedKeys: new Set(row?.parked_keys) };
}
