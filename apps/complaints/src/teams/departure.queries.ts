import { CommitSignal } from '@harken/database';
import type { DataSource, EntityManager } from 'typeorm';
import type { DepartureView } from './departure.ts';

/** Notified when somebody has left. */
export const departuresSignal = new CommitSignal();

/** Milliseconds until the next departure is due, negative when it is late; null without any. */
export async function nextDepartureInMs(tx: EntityManager): Promise<number | null> {
  const [row] = (await tx.query(
    `SELECT extract(epoch FROM min(look_at) - clock_timestamp())::float8 * 1000 AS ms
       FROM departures WHERE done_at IS NULL`,
  )) as { ms: number | null }[];
  return row?.ms ?? null;
}

/** The newest first. */
export function listDepartures(
  db: DataSource,
  team: string,
  after: readonly (string | number | null)[] | undefined,
  limit: number,
): Promise<DepartureView[]> {
  const [at, id] = after ?? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
  return db.query(
    `SELECT id, team, member, kind, reason, actor, by, at, dealt, queued, done_at AS "doneAt" FROM departures
      WHERE team = $1 AND (at, id) < ($2::timestamptz, $3::uuid) ORDER BY at DESC, id DESC LIMIT $4`,
    [team, at, id, limit],
  );
}
