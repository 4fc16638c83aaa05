import type { Tx } from '@harken/messaging';

export type AttemptStatus = 'delivered' | 'failed' | 'exhausted' | 'gone' | 'cancelled';

export interface Attempt {
  readonly id: string;
  readonly at: Date;
  readonly subscriptionId: string;
  readonly deliveryId: string;
  readonly alertId: string;
  readonly alertType: string;
  readonly attempt: number;
  readonly status: AttemptStatus;
  readonly responseCode: number | null;
  readonly durationMs: number;
  readonly error: string | null;
  /** Milliseconds from now until the next try; null when there is none. */
  readonly retryInMs: number | null;
}

// The log, the end of what is done and the next time of what is not, in one statement. A later claim of the same row
// (its attempt differs) is left alone: then the lease was lost, and somebody else will say what came of it.
const record = `
  WITH tried AS (
    SELECT t.*, clock_timestamp() + t.retry_in_ms * interval '1 ms' AS next_try_at
      FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::int[], $8::text[],
                  $9::int[], $10::int[], $11::text[], $12::float8[])
        AS t (id, at, subscription_id, delivery_id, alert_id, alert_type, attempt, status, response_code, duration_ms,
              error, retry_in_ms)
  ), done AS (
    DELETE FROM deliveries d USING tried t
     WHERE d.id = t.delivery_id AND t.retry_in_ms IS NULL AND (t.status = 'delivered' OR d.attempts = t.attempt)
  ), later AS (
    UPDATE deliveries d SET due_at = t.next_try_at FROM tried t
     WHERE d.id = t.delivery_id AND t.retry_in_ms IS NOT NULL AND d.attempts = t.attempt
  )
  INSERT INTO delivery_attempts (id, at, subscription_id, delivery_id, alert_id, alert_type, attempt, status,
                                 response_code, duration_ms, error, next_try_at)
  SELECT id, at, subscription_id, delivery_id, alert_id, alert_type, attempt, status, response_code, duration_ms, error,
         next_try_at
    FROM tried`;

export const attemptLog = {
  async record(tx: Tx, attempts: readonly Attempt[]): Promise<void> {
    await tx.query(record, [
      attempts.map(({ id }) => id),
      attempts.map(({ at }) => at),
      attempts.map(({ subscriptionId }) => subscriptionId),
      attempts.map(({ deliveryId }) => deliveryId),
      attempts.map(({ alertId }) => alertId),
      attempts.map(({ alertType }) => alertType),
      attempts.map(({ attempt }) => attempt),
      attempts.map(({ status }) => status),
      attempts.map(({ responseCode }) => responseCode),
      attempts.map(({ durationMs }) => Math.round(durationMs)),
      attempts.map(({ error }) => error),
      attempts.map(({ retryInMs }) => retryInMs),
    ]);
  },
};
