import { sqlOverRows, type Tx } from '@harken/database';

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

// One statement: writes the log, deletes what is done, sets the next time of what is not. A row that was claimed again (its
// attempt differs) stays as it is: the lease was lost and another replica records its outcome.
// Rows of the queue are selected by their ids, not joined: while the statistics say that the queue is empty, a join reads it
// row by row. For the same reason the statement is planned for the ids given.
const record = sqlOverRows<Attempt>(
  {
    id: 'uuid',
    at: 'timestamptz',
    subscriptionId: 'uuid',
    deliveryId: 'uuid',
    alertId: 'uuid',
    alertType: 'text',
    attempt: 'int',
    status: 'text',
    responseCode: 'int',
    durationMs: 'int',
    error: 'text',
    retryInMs: 'float8',
  },
  (attempts) => `
  WITH tried AS (
    SELECT t.*, clock_timestamp() + t.retry_in_ms * interval '1 ms' AS next_try_at FROM ${attempts} AS t
  ), delivered AS (
    DELETE FROM deliveries WHERE id = ANY($1::uuid[])
  ), over AS (
    DELETE FROM deliveries d USING tried t
     WHERE d.id = ANY($2::uuid[]) AND d.id = t.delivery_id AND t.retry_in_ms IS NULL AND d.attempts = t.attempt
  ), later AS (
    UPDATE deliveries d SET due_at = t.next_try_at FROM tried t
     WHERE d.id = ANY($2::uuid[]) AND d.id = t.delivery_id AND t.retry_in_ms IS NOT NULL AND d.attempts = t.attempt
  )
  INSERT INTO delivery_attempts (id, at, subscription_id, delivery_id, alert_id, alert_type, attempt, status,
                                 response_code, duration_ms, error, next_try_at)
  SELECT id, at, subscription_id, delivery_id, alert_id, alert_type, attempt, status, response_code, duration_ms, error,
         next_try_at
    FROM tried`,
  { values: 2, plan: 'each-time' },
);

export const attemptLog = {
  async record(tx: Tx, attempts: readonly Attempt[]): Promise<void> {
    const deliveries = (includes: (status: AttemptStatus) => boolean): string[] =>
      attempts.filter(({ status }) => includes(status)).map(({ deliveryId }) => deliveryId);
    const rows = attempts.map((attempt) => ({ ...attempt, durationMs: Math.round(attempt.durationMs) }));
    await record.query(tx, rows, [
      deliveries((status) => status === 'delivered'),
      deliveries((status) => status !== 'delivered'),
    ]);
  },
};
