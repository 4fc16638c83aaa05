import type { Tx } from '@harken/messaging';

/** A delivery to be made: alert x subscription. */
export interface NewDelivery {
  readonly id: string;
  readonly subscriptionId: string;
  readonly alertId: string;
  readonly position: number;
  readonly recordedAt: Date;
  readonly subject: string;
  readonly ordered: boolean;
}

/** A delivery that this process has leased, with all that sending needs. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly subscriptionId: string;
  readonly attempt: number;
  readonly createdAt: Date;
  readonly claimedAt: Date;
  readonly alertId: string;
  readonly alertType: string;
  readonly body: string;
  readonly traceparent: string | null;
  readonly delivery: unknown;
  readonly secret: string | null;
  readonly previousSecret: string | null;
  readonly previousSecretUntil: Date | null;
}

export interface LaneState {
  /** Lanes that are not wholly free, and how much is free in each. */
  readonly ids: readonly string[];
  readonly free: readonly number[];
  /** What is free in all others. */
  readonly width: number;
}

// Of an ordered subscription only the oldest open delivery of a subject may go.
const mayGo = `(NOT d.ordered OR NOT EXISTS (
  SELECT FROM deliveries p WHERE p.ordered AND p.subscription_id = d.subscription_id AND p.subject = d.subject
     AND p.alert_position < d.alert_position))`;

const lanes = `subscriptions s LEFT JOIN unnest($1::uuid[], $2::int[]) AS lane (id, free) ON lane.id = s.id`;

// A lost lease only means that it is claimed again: the commit need not wait for the disk.
// Each subscription is asked for as many rows as its lane can take: a long queue of one never hides another's.
const claim = `
  WITH due AS MATERIALIZED (
    SELECT q.id FROM ${lanes} CROSS JOIN LATERAL (
      SELECT d.id FROM deliveries d
       WHERE d.subscription_id = s.id AND d.due_at <= statement_timestamp() AND ${mayGo}
       ORDER BY d.due_at, d.alert_position LIMIT coalesce(lane.free, $3::int) FOR UPDATE OF d SKIP LOCKED) q
     WHERE s.status = 'active' AND coalesce(lane.free, $3::int) > 0
  ), claimed AS (
    UPDATE deliveries d SET attempts = d.attempts + 1, due_at = statement_timestamp() + $4::int * interval '1 ms'
      FROM due WHERE d.id = due.id RETURNING d.*
  )
  SELECT c.id, c.subscription_id AS "subscriptionId", c.attempts AS attempt, c.created_at AS "createdAt",
         statement_timestamp() AS "claimedAt", c.alert_id AS "alertId", a.type AS "alertType", a.body::text AS body,
         a.traceparent, s.delivery, s.secret, s.previous_secret AS "previousSecret",
         s.previous_secret_until AS "previousSecretUntil", (SELECT set_config('synchronous_commit', 'off', true)) AS relaxed
    FROM claimed c JOIN subscriptions s ON s.id = c.subscription_id
    JOIN alerts a ON a.position = c.alert_position AND a.recorded_at = c.alert_recorded_at
   ORDER BY c.alert_position`;

const nextDue = `
  SELECT min(extract(epoch FROM q.due_at - clock_timestamp()) * 1000)::float8 AS ms
    FROM ${lanes} CROSS JOIN LATERAL (
      SELECT d.due_at FROM deliveries d WHERE d.subscription_id = s.id AND ${mayGo}
       ORDER BY d.due_at LIMIT 1) q
   WHERE s.status = 'active' AND coalesce(lane.free, $3::int) > 0`;

export const deliveryQueue = {
  /** Adds what is not in the queue yet; returns how many that were. */
  async add(tx: Tx, deliveries: readonly NewDelivery[]): Promise<number> {
    if (deliveries.length === 0) return 0;
    const added: unknown[] = await tx.query(
      `INSERT INTO deliveries (id, subscription_id, alert_id, alert_position, alert_recorded_at, subject, ordered)
       SELECT n.* FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::timestamptz[], $6::text[], $7::boolean[])
              AS n (id, subscription_id, alert_id, alert_position, alert_recorded_at, subject, ordered)
         JOIN subscriptions s ON s.id = n.subscription_id AND s.status = 'active'
       ON CONFLICT (subscription_id, alert_id) DO NOTHING RETURNING id`,
      [
        deliveries.map(({ id }) => id),
        deliveries.map(({ subscriptionId }) => subscriptionId),
        deliveries.map(({ alertId }) => alertId),
        deliveries.map(({ position }) => position),
        deliveries.map(({ recordedAt }) => recordedAt),
        deliveries.map(({ subject }) => subject),
        deliveries.map(({ ordered }) => ordered),
      ],
    );
    return added.length;
  },

  /** Leases due deliveries: whoever does not record an outcome within `leaseMs` loses them to the next who looks. */
  async claim(tx: Tx, { ids, free, width }: LaneState, leaseMs: number): Promise<readonly ClaimedDelivery[]> {
    return tx.query(claim, [ids, free, width, leaseMs]);
  },

  async nextDueInMs(tx: Tx, { ids, free, width }: LaneState): Promise<number | null> {
    const [row]: { ms: number | null }[] = await tx.query(nextDue, [ids, free, width]);
    return row?.ms ?? null;
  },

  /** Takes everything out of a subscription's queue and writes into its log that it was. */
  async cancel(tx: Tx, subscriptionId: string): Promise<void> {
    await tx.query(
      `WITH gone AS (DELETE FROM deliveries WHERE subscription_id = $1 RETURNING *)
       INSERT INTO delivery_attempts (id, at, subscription_id, delivery_id, alert_id, alert_type, attempt, status, error)
       SELECT gen_random_uuid(), date_trunc('milliseconds', clock_timestamp()), g.subscription_id, g.id, g.alert_id, a.type, g.attempts, 'cancelled',
              'subscription-disabled'
         FROM gone g JOIN alerts a ON a.position = g.alert_position AND a.recorded_at = g.alert_recorded_at`,
      [subscriptionId],
    );
  },
};
