import { type ColumnTypes, type Reader, sql, sqlOverRows, type Tx } from '@harken/database';
import type { Delivery } from '../../channels/delivery.ts';

/** A delivery to queue: one alert for one subscription. */
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

export interface LeaseLimits {
  /** Subscriptions with requests or failures, and how many more deliveries of each may be leased. */
  readonly ids: readonly string[];
  readonly leasable: readonly number[];
  /** The same for every other subscription. */
  readonly leasableByDefault: number;
}

// In an ordered subscription only the oldest open delivery of a subject may start.
const mayStart = `(NOT d.ordered OR NOT EXISTS (
  SELECT FROM deliveries p WHERE p.ordered AND p.subscription_id = d.subscription_id AND p.subject = d.subject
     AND p.alert_position < d.alert_position))`;

const limited = `subscriptions s LEFT JOIN unnest($1::uuid[], $2::int[]) AS l (id, leasable) ON l.id = s.id`;

/** The most deliveries in one claim. */
export const claimBatchSize = 500;

// A lost lease only means another claim: the commit need not wait for the disk.
// Locked rows do not move, so they are updated by ctid. A join would read the whole queue row by row while the planner
// takes the table for empty, as its last statistics say.
// Each subscription gives at most as many rows as it may lease: a long queue of one never hides another.
const claimStatement = sql<LeasedDelivery>(`
  WITH due AS MATERIALIZED (
    SELECT q.ctid FROM ${limited} CROSS JOIN LATERAL (
      SELECT d.ctid FROM deliveries d
       WHERE d.subscription_id = s.id AND d.due_at <= statement_timestamp() AND ${mayStart}
       ORDER BY d.due_at, d.alert_position LIMIT coalesce(l.leasable, $3::int) FOR UPDATE OF d SKIP LOCKED) q
     WHERE s.status = 'active' AND coalesce(l.leasable, $3::int) > 0 LIMIT ${claimBatchSize}
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
   ORDER BY c.alert_position`);

const newDelivery = {
  id: 'uuid',
  subscriptionId: 'uuid',
  alertId: 'uuid',
  position: 'bigint',
  recordedAt: 'timestamptz',
  subject: 'text',
  ordered: 'boolean',
} satisfies ColumnTypes<NewDelivery>;

const addStatement = sqlOverRows<NewDelivery, { id: string }>(
  newDelivery,
  (given) => `
  INSERT INTO deliveries (id, subscription_id, alert_id, alert_position, alert_recorded_at, subject, ordered)
  SELECT n.id, n.subscription_id, n.alert_id, n.position, n.recorded_at, n.subject, n.ordered
    FROM ${given} AS n JOIN subscriptions s ON s.id = n.subscription_id AND s.status = 'active'
  ON CONFLICT (subscription_id, alert_id) DO NOTHING RETURNING id`,
);

const addLeasedStatement = sqlOverRows<
  NewDelivery & { readonly lease: boolean },
  { id: string; leasedAt: Date | null }
>(
  { ...newDelivery, lease: 'boolean' },
  (given) => `
  INSERT INTO deliveries (id, subscription_id, alert_id, alert_position, alert_recorded_at, subject, ordered, attempts, due_at)
  SELECT n.id, n.subscription_id, n.alert_id, n.position, n.recorded_at, n.subject, n.ordered,
         n.leased::int, statement_timestamp() + n.leased::int * $1::int * interval '1 ms'
    FROM (SELECT g.*, g.lease AND (NOT g.ordered OR NOT EXISTS (
            SELECT FROM deliveries p WHERE p.ordered AND p.subscription_id = g.subscription_id AND p.subject = g.subject)) AS leased
            FROM ${given} AS g) n
    JOIN subscriptions s ON s.id = n.subscription_id AND s.status = 'active'
  ON CONFLICT (subscription_id, alert_id) DO NOTHING
  RETURNING id, CASE WHEN attempts = 1 THEN statement_timestamp() END AS "leasedAt"`,
  { values: 1 },
);

const returnStatement = sqlOverRows<Pick<LeasedDelivery, 'id' | 'attempt'>>(
  { id: 'uuid', attempt: 'int' },
  (leased) => `
  UPDATE deliveries d SET due_at = statement_timestamp(), attempts = d.attempts - 1
    FROM ${leased} AS l WHERE d.id = l.id AND d.attempts = l.attempt`,
);

const nextDueStatement = sql<{ ms: number | null }>(`
  SELECT min(extract(epoch FROM q.due_at - clock_timestamp()) * 1000)::float8 AS ms
    FROM ${limited} CROSS JOIN LATERAL (
      SELECT d.due_at FROM deliveries d WHERE d.subscription_id = s.id AND ${mayStart}
       ORDER BY d.due_at LIMIT 1) q
   WHERE s.status = 'active' AND coalesce(l.leasable, $3::int) > 0`);

export const deliveryQueue = {
  /** Adds deliveries that are not queued yet; returns how many. */
  async add(tx: Tx, deliveries: readonly NewDelivery[]): Promise<number> {
    if (deliveries.length === 0) return 0;
    const added = await addStatement.query(tx, deliveries);
    return added.length;
  },

  /**
   * Adds deliveries. Leases those marked to this process at once, unless an earlier one of an ordered subject is open.
   * Returns the leased ones with their times. The caller holds the lock of the alert log, so nobody adds at the same time.
   */
  async addLeased(
    tx: Tx,
    deliveries: readonly (NewDelivery & { readonly lease: boolean })[],
    leaseMs: number,
  ): Promise<ReadonlyMap<string, Date>> {
    const rows = await addLeasedStatement.query(tx, deliveries, [leaseMs]);
    return new Map(rows.flatMap(({ id, leasedAt }) => (leasedAt ? [[id, leasedAt]] : [])));
  },

  /** Returns leases without an attempt. */
  async returnLeases(reader: Reader, leased: readonly Pick<LeasedDelivery, 'id' | 'attempt'>[]): Promise<void> {
    await returnStatement.query(reader, leased);
  },

  /** Leases due deliveries. After `leaseMs` without a recorded attempt another replica may claim them. */
  async claim(
    tx: Tx,
    { ids, leasable, leasableByDefault }: LeaseLimits,
    leaseMs: number,
  ): Promise<readonly LeasedDelivery[]> {
    return claimStatement.query(tx, [ids, leasable, leasableByDefault, leaseMs]);
  },

  async nextDueInMs(tx: Tx, { ids, leasable, leasableByDefault }: LeaseLimits): Promise<number | null> {
    const { ms } = await nextDueStatement.queryOne(tx, [ids, leasable, leasableByDefault]);
    return ms;
  },

  /** Removes all deliveries of a subscription from the queue and logs each as cancelled. */
  async cancel(tx: Tx, subscriptionId: string): Promise<void> {
    await tx.query(
      `WITH cancelled AS (DELETE FROM deliveries WHERE subscription_id = $1 RETURNING *)
       INSERT INTO delivery_attempts (id, at, subscription_id, delivery_id, alert_id, alert_type, attempt, status, error)
       SELECT gen_random_uuid(), date_trunc('milliseconds', clock_timestamp()), g.subscription_id, g.id, g.alert_id, a.type, g.attempts, 'cancelled',
              'subscription-disabled'
         FROM cancelled g JOIN alerts a ON a.position = g.alert_position AND a.recorded_at = g.alert_recorded_at`,
      [subscriptionId],
    );
  },
};
