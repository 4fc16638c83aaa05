import { type Tx, textColumns } from '@harken/messaging';

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

const texts = (column: number, type: string): string => `string_to_array($${column}, $1, '')::${type}[]`;

// One statement: writes the log, deletes what is done, sets the next time of what is not. A row that was claimed again (its
// attempt differs) stays as it is: the lease was lost and another replica records its outcome.
// Rows of the queue are selected by their ids, not joined: while the statistics say that the queue is empty, a join reads it
// row by row. For the same reason the statement is planned for the ids given.
const record = `
  WITH tried AS (
    SELECT t.*, clock_timestamp() + t.retry_in_ms * interval '1 ms' AS next_try_at
      FROM unnest(${texts(2, 'uuid')}, ${texts(3, 'timestamptz')}, ${texts(4, 'uuid')}, ${texts(5, 'uuid')}, ${texts(6, 'uuid')},
                  ${texts(7, 'text')}, ${texts(8, 'int')}, ${texts(9, 'text')}, ${texts(10, 'int')}, ${texts(11, 'int')},
                  ${texts(12, 'text')}, ${texts(13, 'float8')})
        AS t (id, at, subscription_id, delivery_id, alert_id, alert_type, attempt, status, response_code, duration_ms,
              error, retry_in_ms)
  ), delivered AS (
    DELETE FROM deliveries WHERE id = ANY($14::uuid[])
  ), over AS (
    DELETE FROM deliveries d USING tried t
     WHERE d.id = ANY($15::uuid[]) AND d.id = t.delivery_id AND t.retry_in_ms IS NULL AND d.attempts = t.attempt
  ), later AS (
    UPDATE deliveries d SET due_at = t.next_try_at FROM tried t
     WHERE d.id = ANY($15::uuid[]) AND d.id = t.delivery_id AND t.retry_in_ms IS NOT NULL AND d.attempts = t.attempt
  )
  INSERT INTO delivery_attempts (id, at, subscription_id, delivery_id, alert_id, alert_type, attempt, status,
                                 response_code, duration_ms, error, next_try_at)
  SELECT id, at, subscription_id, delivery_id, alert_id, alert_type, attempt, status, response_code, duration_ms, error,
         next_try_at
    FROM tried`;

const text = (value: number | null): string | null => (value === null ? null : String(value));

export const attemptLog = {
  async record(tx: Tx, attempts: readonly Attempt[]): Promise<void> {
    const deliveries = (includes: (status: AttemptStatus) => boolean): string[] =>
      attempts.filter(({ status }) => includes(status)).map(({ deliveryId }) => deliveryId);
    await tx.query(record, [
      ...textColumns([
        attempts.map(({ id }) => id),
        attempts.map(({ at }) => at.toISOString()),
        attempts.map(({ subscriptionId }) => subscriptionId),
        attempts.map(({ deliveryId }) => deliveryId),
        attempts.map(({ alertId }) => alertId),
        attempts.map(({ alertType }) => alertType),
        attempts.map(({ attempt }) => String(attempt)),
        attempts.map(({ status }) => status),
        attempts.map(({ responseCode }) => text(responseCode)),
        attempts.map(({ durationMs }) => String(Math.round(durationMs))),
        attempts.map(({ error }) => error),
        attempts.map(({ retryInMs }) => text(retryInMs)),
      ]),
      deliveries((status) => status === 'delivered'),
      deliveries((status) => status !== 'delivered'),
    ]);
  },
};
