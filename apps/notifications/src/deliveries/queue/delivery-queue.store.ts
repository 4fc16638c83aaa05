import { type Prepared, runPrepared, type Tx } from '@harken/messaging';
import type { DataSource } from 'typeorm';
import type { Delivery } from '../../channels/delivery.ts';

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
export interface LeasedDelivery {
  readonly id: string;
  readonly subscriptionId: string;
  readonly attempt: number;
  readonly createdAt: Date;
  readonly claimedAt: Date;
  readonly alertId: string;
  readonly alertType: string;
  readonly body: string;
  readonly traceparent: string | null;
  readonly delivery: Delivery;
  readonly secret: string | null;
  readonly previousSecret: string | null;
  readonly previousSecretUntil: Date | null;
}

export interface LaneState {
  /** Lanes that something is known of, and how many more each can take. */
  readonly ids: readonly string[];
  readonly room: readonly number[];
  /** What all others can take. */
  readonly width: number;
}

// Of an ordered subscription only the oldest open delivery of a subject may go.
const mayGo = `(NOT d.ordered OR NOT EXISTS (
  SELECT FROM deliveries p WHERE p.ordered AND p.subscription_id = d.subscription_id AND p.subject = d.subject
     AND p.alert_position < d.alert_position))`;

const lanes = `subscriptions s LEFT JOIN unnest($1::uuid[], $2::int[]) AS lane (id, room) ON lane.id = s.id`;

/** So many in one claim. */
export const mostAtOnce = 500;

// A lost lease only means that it is claimed again: the commit need not wait for the disk.
// Locked rows stay where they are, and are taken by their place: a join is done row by row through the whole queue while
// the database takes it for empty, as it was when it last counted.
// Each subscription is asked for as many rows as its lane can take: a long queue of one never hides another's.
const claim = {
  name: 'deliveries-claim',
  text: `
  WITH due AS MATERIALIZED (
    SELECT q.ctid FROM ${lanes} CROSS JOIN LATERAL (
      SELECT d.ctid FROM deliveries d
       WHERE d.subscription_id = s.id AND d.due_at <= statement_timestamp() AND ${mayGo}
       ORDER BY d.due_at, d.alert_position LIMIT coalesce(lane.room, $3::int) FOR UPDATE OF d SKIP LOCKED) q
     WHERE s.status = 'active' AND coalesce(lane.room, $3::int) > 0 LIMIT ${mostAtOnce}
  ), claimed AS (
    UPDATE deliveries d SET attempts = d.attempts + 1, due_at = statement_timestamp() + $4::int * interval '1 ms'
     WHERE d.ctid = ANY(ARRAY(SELECT ctid FROM due)) RETURNING d.*
  )
  SELECT c.id, c.subscription_id AS "subscriptionId", c.attempts AS attempt, c.created_at AS "createdAt",
         statement_timestamp() AS "claimedAt", c.alert_id AS "alertId", a.type AS "alertType", a.body::text AS body,
         a.traceparent, s.delivery, s.secret, s.previous_secret AS "previousSecret",
         s.previous_secret_until AS "previousSecretUntil", (SELECT set_config('synchronous_commit', 'off', true)) AS relaxed
    FROM claimed c JOIN subscriptions s ON s.id = c.subscription_id
    JOIN alerts a ON a.position = c.alert_position AND a.recorded_at = c.alert_recorded_at
   ORDER BY c.alert_position`,
};

const addLeased = {
  name: 'deliveries-add-leased',
  text: `
  INSERT INTO deliveries (id, subscription_id, alert_id, alert_position, alert_recorded_at, subject, ordered, attempts, due_at)
  SELECT n.id, n.subscription_id, n.alert_id, n.alert_position, n.alert_recorded_at, n.subject, n.ordered,
         n.lease::int, statement_timestamp() + n.lease::int * $9::int * interval '1 ms'
    FROM (SELECT g.*, g.wanted AND (NOT g.ordered OR NOT EXISTS (
            SELECT FROM deliveries p WHERE p.ordered AND p.subscription_id = g.subscription_id AND p.subject = g.subject)) AS lease
            FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::timestamptz[], $6::text[], $7::boolean[],
                        $8::boolean[])
              AS g (id, subscription_id, alert_id, alert_position, alert_recorded_at, subject, ordered, wanted)) n
    JOIN subscriptions s ON s.id = n.subscription_id AND s.status = 'active'
  ON CONFLICT (subscription_id, alert_id) DO NOTHING
  RETURNING id, CASE WHEN attempts = 1 THEN statement_timestamp() END AS "leasedAt"`,
};

const nextDue: Prepared = {
  name: 'deliveries-next-due',
  text: `
  SELECT min(extract(epoch FROM q.due_at - clock_timestamp()) * 1000)::float8 AS ms
    FROM ${lanes} CROSS JOIN LATERAL (
      SELECT d.due_at FROM deliveries d WHERE d.subscription_id = s.id AND ${mayGo}
       ORDER BY d.due_at LIMIT 1) q
   WHERE s.status = 'active' AND coalesce(lane.room, $3::int) > 0`,
};

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

  /**
   * Adds deliveries, those marked so leased to this process from the start, unless an earlier one of an ordered subject
   * is open. Returns the leased ones and since when. Whoever calls holds the lock of the log: nobody else adds meanwhile.
   */
  async addLeased(
    tx: Tx,
    deliveries: readonly (NewDelivery & { readonly lease: boolean })[],
    leaseMs: number,
  ): Promise<ReadonlyMap<string, Date>> {
    const rows = await runPrepared<{ id: string; leasedAt: Date | null }>(tx, addLeased, [
      deliveries.map(({ id }) => id),
      deliveries.map(({ subscriptionId }) => subscriptionId),
      deliveries.map(({ alertId }) => alertId),
      deliveries.map(({ position }) => position),
      deliveries.map(({ recordedAt }) => recordedAt),
      deliveries.map(({ subject }) => subject),
      deliveries.map(({ ordered }) => ordered),
      deliveries.map(({ lease }) => lease),
      leaseMs,
    ]);
    return new Map(rows.flatMap(({ id, leasedAt }) => (leasedAt ? [[id, leasedAt]] : [])));
  },

  /** Ends leases of which no attempt was made. */
  async giveBack(tx: Tx | DataSource, leased: readonly Pick<LeasedDelivery, 'id' | 'attempt'>[]): Promise<void> {
    await tx.query(
      `UPDATE deliveries d SET due_at = statement_timestamp(), attempts = d.attempts - 1
         FROM unnest($1::uuid[], $2::int[]) AS l (id, attempt) WHERE d.id = l.id AND d.attempts = l.attempt`,
      [leased.map(({ id }) => id), leased.map(({ attempt }) => attempt)],
    );
  },

  /** Leases due deliveries: whoever does not record an outcome within `leaseMs` loses them to the next who looks. */
  async claim(tx: Tx, { ids, room, width }: LaneState, leaseMs: number): Promise<readonly LeasedDelivery[]> {
    return runPrepared(tx, claim, [ids, room, width, leaseMs]);
  },

  async nextDueInMs(tx: Tx, { ids, room, width }: LaneState): Promise<number | null> {
    const [row] = await runPrepared<{ ms: number | null }>(tx, nextDue, [ids, room, width]);
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
