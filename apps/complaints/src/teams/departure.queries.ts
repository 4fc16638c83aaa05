import { type Identity } from '@harken/contracts';
import { CommitSignal, millisecondsUntil } from '@harken/database';
import type { DataSource } from 'typeorm';

/** A member left a team, or is away for longer: the open complaints go to others. */
export interface Departure {
  readonly id: string;
  readonly team: string;
  readonly member: string;
  readonly kind: 'left' | 'away';
  readonly reason: string | null;
  readonly actor: Identity;
  readonly onBehalfOf: string | null;
}

/** The progress of a departure. */
export interface DepartureView extends Omit<Departure, 'actor'> {
  readonly actor: string;
  readonly keyId: string | null;
  readonly person: string | null;
  readonly at: Date;
  /** Complaints that were reassigned. */
  readonly dealt: number;
  /** Complaints that went back to the queue, because nobody was available. */
  readonly queued: number;
  readonly doneAt: Date | null;
}

/** Notified when somebody has left. */
export const departuresSignal = new CommitSignal();

export const nextDepartureInMs = millisecondsUntil('SELECT min(look_at) FROM departures WHERE done_at IS NULL');

/** The newest first. */
export function listDepartures(
  db: DataSource,
  team: string,
  after: readonly (string | number | null)[] | undefined,
  limit: number,
): Promise<DepartureView[]> {
  const [at, id] = after ?? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
  return db.query(
    `SELECT id, team, member, kind, reason, actor, key_id AS "keyId", person, on_behalf_of AS "onBehalfOf", at, dealt, queued, done_at AS "doneAt" FROM departures
      WHERE team = $1 AND (at, id) < ($2::timestamptz, $3::uuid) ORDER BY at DESC, id DESC LIMIT $4`,
    [team, at, id, limit],
  );
}
