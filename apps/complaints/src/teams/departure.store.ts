import type { Tx } from '@harken/database';
import { newId } from '@harken/messaging';
import { type Departure, departuresSignal } from './departure.queries.ts';

export type ClaimedDeparture = Departure & { readonly now: Date };

export interface DepartureProgress {
  readonly dealt: number;
  readonly queued: number;
  /** later: the remaining complaints are locked by others. */
  readonly next: 'done' | 'at-once' | 'later';
}

const retryLockedAfterMs = 200;
// Truncated, not rounded as the column would: what is due now must not be in the future.
const now = `date_trunc('milliseconds', clock_timestamp())`;

export const departureStore = {
  async add(tx: Tx, departures: readonly Omit<Departure, 'id'>[]): Promise<void> {
    for (const { team, member, kind, reason, actor, onBehalfOf } of departures)
      await tx.query(
        `INSERT INTO departures (id, team, member, kind, reason, actor, key_id, person, on_behalf_of, at, dealt,
                                 queued, look_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, ${now}, 0, 0, ${now})`,
        [newId(), team, member, kind, reason, actor.name, actor.keyId, actor.person, onBehalfOf],
      );
    if (departures.length > 0) departuresSignal.notifyAfterCommit(tx);
  },

  /** Claims the oldest one for this transaction. */
  async claim(tx: Tx): Promise<ClaimedDeparture | undefined> {
    const [departure] = (await tx.query(
      `SELECT id, team, member, kind, reason, on_behalf_of AS "onBehalfOf", clock_timestamp() AS now,
              json_build_object('name', actor, 'keyId', key_id, 'person', person) AS actor FROM departures
        WHERE done_at IS NULL AND look_at <= (SELECT clock_timestamp())
        ORDER BY look_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`,
    )) as ClaimedDeparture[];
    return departure;
  },

  async progress(tx: Tx, id: string, { dealt, queued, next }: DepartureProgress): Promise<void> {
    await tx.query(
      `UPDATE departures SET dealt = dealt + $2, queued = queued + $3,
              done_at = CASE WHEN $4 = 'done' THEN clock_timestamp() END,
              look_at = ${now} + CASE WHEN $4 = 'later' THEN $5::int ELSE 0 END * interval '1 millisecond'
        WHERE id = $1`,
      [id, dealt, queued, next, retryLockedAfterMs],
    );
  },

  async hasLeft(tx: Tx, team: string, member: string): Promise<boolean> {
    const [{ left }] = (await tx.query(
      `SELECT EXISTS (SELECT FROM departures WHERE team = $1 AND member = $2 AND kind = 'left')
          AND NOT EXISTS (SELECT FROM teams WHERE id = $1 AND members @> jsonb_build_array(jsonb_build_object('id', $2::text)))
          AS left`,
      [team, member],
    )) as [{ left: boolean }];
    return left;
  },
};
