import { type Reader, sql } from '@harken/database';

/** A scrape reads no more rows than this. */
export const maxCounted = 10_000;

const selectPending = sql<{ count: number }>(
  `SELECT count(*)::int AS count FROM (SELECT FROM deliveries LIMIT ${maxCounted}) AS pending`,
);

/** Deliveries that are neither through nor given up. */
export const countPendingDeliveries = async (db: Reader): Promise<number> => (await selectPending.queryOne(db)).count;

// One probe of the index deliveries_due per subscription.
const selectOldest = sql<{ seconds: number }>(`
  SELECT greatest(0, coalesce(max(extract(epoch FROM clock_timestamp() - q.due_at)), 0))::float8 AS seconds
    FROM subscriptions s CROSS JOIN LATERAL (
      SELECT d.due_at FROM deliveries d WHERE d.subscription_id = s.id ORDER BY d.due_at LIMIT 1) q
   WHERE s.status = 'active'`);

/** For how many seconds the oldest delivery has been due that nobody has leased. */
export const secondsOverdue = async (db: Reader): Promise<number> => (await selectOldest.queryOne(db)).seconds;

const selectSubscriptions = sql<{ status: string; count: number }>(
  'SELECT status, count(*)::int AS count FROM subscriptions GROUP BY status',
);

/** Subscriptions by status; there are few. */
export const countSubscriptions = async (db: Reader): Promise<ReadonlyMap<string, number>> =>
  new Map((await selectSubscriptions.query(db)).map(({ status, count }) => [status, count]));
