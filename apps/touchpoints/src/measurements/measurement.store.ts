import { sqlOverRows, type Tx } from '@harken/database';
import { bucketResolutions } from '../metrics/bucket.ts';
import type { Sample } from '../metrics/sample.ts';
import type { MeasurementBucket, TouchpointActivity } from './aggregate-measurements.ts';

type MeasurementRow = Omit<MeasurementBucket, 'sample'> & Sample;

const addUp = `
  ON CONFLICT (touchpoint, metric, segment, width, bucket, arrived, history) DO UPDATE SET
    n = known.n + excluded.n,
    sum = known.sum + excluded.sum,
    sum_of_squares = known.sum_of_squares + excluded.sum_of_squares,
    promoters = known.promoters + excluded.promoters,
    detractors = known.detractors + excluded.detractors,
    satisfied = known.satisfied + excluded.satisfied`;

// Both lists come sorted (see `aggregateMeasurements`, `aggregateActivity`), so that two batches never wait for each other in a circle.
const addToBuckets = sqlOverRows<MeasurementRow>(
  {
    touchpoint: 'text',
    metric: 'text',
    segment: 'text',
    width: 'int',
    bucket: 'timestamptz',
    arrived: 'timestamptz',
    history: 'boolean',
    n: 'bigint',
    sum: 'float8',
    sumOfSquares: 'float8',
    promoters: 'bigint',
    detractors: 'bigint',
    satisfied: 'bigint',
  },
  (measured) => `
  INSERT INTO measurements AS known
         (touchpoint, metric, segment, width, bucket, arrived, history, n, sum, sum_of_squares, promoters, detractors, satisfied)
  SELECT touchpoint, metric, segment, width, bucket, arrived, history, n, sum, sum_of_squares, promoters,
         detractors, satisfied
    FROM ${measured} AS m ORDER BY m.ordinal
  ${addUp}`,
);

const noteActivity = sqlOverRows<TouchpointActivity>(
  { touchpoint: 'text', events: 'bigint', lastEventId: 'uuid' },
  (activities) => `
  INSERT INTO activity AS known (touchpoint, events, last_event_id, last_seen_at)
  SELECT touchpoint, events, last_event_id, clock_timestamp() FROM ${activities} AS a ORDER BY a.ordinal
  ON CONFLICT (touchpoint) DO UPDATE SET
    events = known.events + excluded.events,
    last_event_id = excluded.last_event_id,
    last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at)`,
);

export const measurementStore = {
  async add(tx: Tx, buckets: readonly MeasurementBucket[]): Promise<void> {
    const rows = buckets.map(({ sample, ...bucket }) => ({ ...bucket, ...sample }));
    await addToBuckets.write(tx, rows);
  },

  /** Notes the last event of each touchpoint. */
  async noteActivity(tx: Tx, activities: readonly TouchpointActivity[]): Promise<void> {
    await noteActivity.write(tx, activities);
  },

  /** Adds what is kept of one touchpoint to another. Returns the metrics. */
  async move(tx: Tx, from: string, to: string): Promise<string[]> {
    const moved: { metric: string }[] = await tx.query(
      `WITH moved AS (DELETE FROM measurements WHERE touchpoint = $1 RETURNING *)
       INSERT INTO measurements AS known
              (touchpoint, metric, segment, width, bucket, arrived, history, n, sum, sum_of_squares, promoters, detractors,
               satisfied)
       SELECT $2, metric, segment, width, bucket, arrived, history, n, sum, sum_of_squares, promoters, detractors, satisfied
         FROM moved ORDER BY metric, segment, width, bucket, arrived, history
       ${addUp} RETURNING metric`,
      [from, to],
    );
    await tx.query(
      `WITH moved AS (DELETE FROM activity WHERE touchpoint = $1 RETURNING *)
       INSERT INTO activity AS known (touchpoint, events, last_event_id, last_seen_at)
       SELECT $2, events, last_event_id, last_seen_at FROM moved
       ON CONFLICT (touchpoint) DO UPDATE SET
         events = known.events + excluded.events,
         last_event_id = CASE WHEN excluded.last_seen_at > known.last_seen_at
                              THEN excluded.last_event_id ELSE known.last_event_id END,
         last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at)`,
      [from, to],
    );
    await tx.query('UPDATE observed_actions SET touchpoint = $2 WHERE touchpoint = $1', [from, to]);
    return [...new Set(moved.map(({ metric }) => metric))];
  },

  /** Deletes buckets that no window can reach any more, a part at a time. Returns how many rows went. */
  async deleteExpired(tx: Tx, maxRows: number): Promise<number> {
    const [, deleted]: [unknown, number] = await tx.query(
      `DELETE FROM measurements WHERE ctid = ANY (ARRAY(
         SELECT m.ctid FROM measurements m
           JOIN unnest($1::int[], $2::int[]) AS kept (width, seconds) ON kept.width = m.width
          WHERE m.bucket < clock_timestamp() - make_interval(secs => kept.seconds)
          LIMIT $3 FOR UPDATE OF m SKIP LOCKED))`,
      [
        bucketResolutions.map(({ width }) => width),
        bucketResolutions.map(({ retentionSeconds }) => retentionSeconds),
        maxRows,
      ],
    );
    return deleted;
  },

  /** Claims the upkeep; false when it is not due or another replica has it. */
  async claimUpkeep(tx: Tx): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `SELECT FROM upkeep WHERE task = 'measurements' AND due_at <= clock_timestamp() FOR UPDATE SKIP LOCKED`,
    );
    return rows.length > 0;
  },

  async scheduleUpkeep(tx: Tx, seconds: number): Promise<void> {
    await tx.query(
      `UPDATE upkeep SET due_at = clock_timestamp() + make_interval(secs => $1) WHERE task = 'measurements'`,
      [seconds],
    );
  },
};
