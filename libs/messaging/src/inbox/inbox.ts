import { sql, type Tx } from '@harken/database';
import type { TopicMessage } from '../events/parse-message.ts';

/** A partition as one consumer group reads it. */
export interface GroupPartition {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
}

/**
 * Locks the partition until the end of the transaction, so that a worker that lost it and its new owner never process it
 * at the same time. Both read the same log: the second one finds the inbox rows and dead letters of the first.
 */
export async function lockPartition(tx: Tx, { group, topic, partition }: GroupPartition): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))', [
    `harken.consumer.${group}`,
    partitionName({ topic, partition }),
  ]);
}

const partitionName = ({ topic, partition }: Pick<GroupPartition, 'topic' | 'partition'>): string =>
  `${topic}/${partition}`;

/** Events of one key are ordered within one topic only. */
export const topicKeyOf = (topic: string, key: string): string => `${topic} ${key}`;

export interface InboxClaim {
  readonly group: string;
  /** Their partitions are locked, and their keys checked for dead letters. */
  readonly messages: readonly Pick<TopicMessage, 'topic' | 'partition' | 'key'>[];
  readonly ids: readonly string[];
}

export interface InboxResult {
  /** Ids that were not in the inbox before. */
  readonly newIds: ReadonlySet<string>;
  /** Keys that have dead letters, as `topicKeyOf`. */
  readonly deadLetterKeys: ReadonlySet<string>;
}

const claim = sql<{ new_ids: string[] | null; dead_letter_keys: string[] | null }>(
  'SELECT new_ids, dead_letter_keys FROM inbox_claim($1, $2, $3, $4, $5)',
);

/** Locks the partitions, writes the ids into the inbox and returns which of them are new. */
export async function claimInInbox(tx: Tx, { group, messages, ids }: InboxClaim): Promise<InboxResult> {
  const partitions = [...new Set(messages.map(partitionName))].sort();
  const keyed = messages.filter(({ key }) => key !== null);
  const [row] = await claim.query(tx, [
    group,
    partitions,
    ids,
    keyed.map(({ topic }) => topic),
    keyed.map(({ key }) => key),
  ]);
  return { newIds: new Set(row?.new_ids), deadLetterKeys: new Set(row?.dead_letter_keys) };
}
