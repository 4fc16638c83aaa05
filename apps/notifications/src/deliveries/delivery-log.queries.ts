import type { Reader } from '@harken/database';
import type { TimeCursor } from '@harken/service';
import type { AttemptStatus } from './attempt-log.store.ts';

export interface LoggedAttempt {
  readonly id: string;
  readonly deliveryId: string;
  readonly alertId: string;
  readonly alertType: string;
  readonly attempt: number;
  readonly status: AttemptStatus;
  readonly at: Date;
  readonly responseCode: number | null;
  readonly durationMs: number | null;
  readonly error: string | null;
  readonly nextTryAt: Date | null;
}

/** The attempts of a subscription, the newest first. */
export async function listAttempts(
  db: Reader,
  subscriptionId: string,
  options: {
    readonly after: TimeCursor | undefined;
    readonly status?: readonly string[] | undefined;
    readonly limit: number;
  },
): Promise<readonly LoggedAttempt[]> {
  const { at = null, id = null } = options.after ?? {};
  return db.query(
    `SELECT id, delivery_id AS "deliveryId", alert_id AS "alertId", alert_type AS "alertType", attempt, status,
            at, response_code AS "responseCode", duration_ms AS "durationMs", error,
            next_try_at AS "nextTryAt"
       FROM delivery_attempts
      WHERE subscription_id = $1 AND ($2::timestamptz IS NULL OR (at, id) < ($2, $3::uuid))
        AND ($4::text[] IS NULL OR status = ANY ($4))
      ORDER BY at DESC, id DESC LIMIT $5`,
    [subscriptionId, at, id, options.status ?? null, options.limit],
  );
}

/** Whether anything got through since then. */
export async function deliveredSince(db: Reader, subscriptionId: string, since: Date): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `SELECT FROM delivery_attempts WHERE subscription_id = $1 AND at >= $2 AND status = 'delivered' LIMIT 1`,
    [subscriptionId, since],
  );
  return rows.length > 0;
}
