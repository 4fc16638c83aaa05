import { Invalid, NotFound } from '@harken/errors';
import type { DataSource } from 'typeorm';
import type { Tx } from '../database/transaction.ts';
import type { ParkedRow } from './parked-row.ts';

export type { ParkedRow };

/** Parked events of the service whose database this is, by key and in order; at most `limit`. */
export function listParked(dataSource: DataSource | Tx, limit = 100): Promise<ParkedRow[]> {
  return dataSource.query<ParkedRow[]>(
    `SELECT * FROM parked WHERE discarded_at IS NULL ORDER BY topic, key, "offset" LIMIT $1`,
    [limit],
  );
}

/** Throws NotFound for an id that is not parked (any more). */
export async function showParked(dataSource: DataSource | Tx, id: string): Promise<ParkedRow> {
  if (!/^\d{1,18}$/.test(id)) throw new NotFound('parked-event', id);
  const [row] = await dataSource.query<ParkedRow[]>('SELECT * FROM parked WHERE id = $1 AND discarded_at IS NULL', [
    id,
  ]);
  if (!row) throw new NotFound('parked-event', id);
  return row;
}

/** Asks the running service to work the event's whole key again, in order. Returns how many events that are. */
export async function replayParked(dataSource: DataSource, id: string): Promise<number> {
  const { topic, key } = await showParked(dataSource, id);
  const [rows] = await dataSource.query<[unknown[], number]>(
    `UPDATE parked SET replay_requested_at = now()
      WHERE discarded_at IS NULL AND (id = $1 OR (topic = $2 AND key = $3)) RETURNING id`,
    [id, topic, key],
  );
  return rows.length;
}

export async function replayAllParked(dataSource: DataSource): Promise<number> {
  const [rows] = await dataSource.query<[unknown[], number]>(
    'UPDATE parked SET replay_requested_at = now() WHERE discarded_at IS NULL RETURNING id',
  );
  return rows.length;
}

/**
 * Gives the event up for good; the reason is kept. Without others of its key the key flows again.
 * Returns how many events of the key are still parked.
 */
export async function discardParked(dataSource: DataSource, id: string, reason: string): Promise<number> {
  if (reason.trim() === '') throw new Invalid('parked-event.reason-missing', 'Say why the event is given up.');
  return dataSource.transaction(async (tx) => {
    const { topic, key } = await showParked(tx, id);
    await tx.query(
      'UPDATE parked SET discarded_at = now(), discard_reason = $2, replay_requested_at = NULL WHERE id = $1',
      [id, reason],
    );
    const [row] = await tx.query<{ left: number }[]>(
      'SELECT count(*)::int AS left FROM parked WHERE topic = $1 AND key = $2 AND discarded_at IS NULL',
      [topic, key],
    );
    return row?.left ?? 0;
  });
}
