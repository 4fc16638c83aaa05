import type { Tx } from '@harken/database';
import { Invalid, NotFound } from '@harken/errors';
import type { DataSource } from 'typeorm';
import type { DeadLetterRow } from './dead-letter-row.ts';

/** The dead letters of the service that owns this database, by key and in order; at most `limit`. */
export function listDeadLetters(dataSource: DataSource | Tx, limit = 100): Promise<DeadLetterRow[]> {
  return dataSource.query<DeadLetterRow[]>(
    `SELECT * FROM dead_letters WHERE discarded_at IS NULL ORDER BY topic, key, "offset" LIMIT $1`,
    [limit],
  );
}

/** Throws NotFound for an id that is no dead letter (any more). */
export async function showDeadLetter(dataSource: DataSource | Tx, id: string): Promise<DeadLetterRow> {
  if (!/^\d{1,18}$/.test(id)) throw new NotFound('dead-letter', id);
  const [row] = await dataSource.query<DeadLetterRow[]>(
    'SELECT * FROM dead_letters WHERE id = $1 AND discarded_at IS NULL',
    [id],
  );
  if (!row) throw new NotFound('dead-letter', id);
  return row;
}

/** Asks the running service to process the whole key of the event again, in order. Returns how many events that are. */
export async function replayDeadLetter(dataSource: DataSource, id: string): Promise<number> {
  const { topic, key } = await showDeadLetter(dataSource, id);
  const [rows] = await dataSource.query<[unknown[], number]>(
    `UPDATE dead_letters SET replay_requested_at = now()
      WHERE discarded_at IS NULL AND (id = $1 OR (topic = $2 AND key = $3)) RETURNING id`,
    [id, topic, key],
  );
  return rows.length;
}

export async function replayAllDeadLetters(dataSource: DataSource): Promise<number> {
  const [rows] = await dataSource.query<[unknown[], number]>(
    'UPDATE dead_letters SET replay_requested_at = now() WHERE discarded_at IS NULL RETURNING id',
  );
  return rows.length;
}

/**
 * Discards the event for good and keeps the reason. Events of its key are processed again once no other is a dead letter.
 * Returns how many events of the key are still dead letters.
 */
export async function discardDeadLetter(dataSource: DataSource, id: string, reason: string): Promise<number> {
  if (reason.trim() === '') throw new Invalid('dead-letter.reason-missing', 'Say why the event is discarded.');
  return dataSource.transaction(async (tx) => {
    const { topic, key } = await showDeadLetter(tx, id);
    await tx.query(
      'UPDATE dead_letters SET discarded_at = now(), discard_reason = $2, replay_requested_at = NULL WHERE id = $1',
      [id, reason],
    );
    const [row] = await tx.query<{ left: number }[]>(
      'SELECT count(*)::int AS left FROM dead_letters WHERE topic = $1 AND key = $2 AND discarded_at IS NULL',
      [topic, key],
    );
    return row?.left ?? 0;
  });
}
