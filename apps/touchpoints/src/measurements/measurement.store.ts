import { runLater, type Tx } from '@harken/messaging';
import { bucketResolutions } from '../metrics/bucket.ts';
import type { MeasurementBucket, TouchpointActivity } from './aggregate-measurements.ts';

// Both lists come sorted (see `aggregateMeasurements`, `aggregateActivity`), so that two batches never wait for each other in a circle.
const addStatement = {
  name: 'touchpoints.add-measurements',
  text: `
  WITH measured AS (
    INSERT INTO measurements
    SELECT * FROM jsonb_populate_recordset(null::measurements, $1)
    ON CONFLICT (touchpoint, metric, width, bucket) DO UPDATE SET
      n = measurements.n + excluded.n,
      sum = measurements.sum + excluded.sum,
      sum_of_squares = measurements.sum_of_squares + excluded.sum_of_squares,
      promoters = measurements.promoters + excluded.promoters,
      detractors = measurements.detractors + excluded.detractors,
      satisfied = measurements.satisfied + excluded.satisfied)
  INSERT INTO activity (touchpoint, events, last_event_id, last_seen_at)
  SELECT a.touchpoint, a.events, a.id, clock_timestamp()
    FROM unnest($2::text[], $3::bigint[], $4::uuid[]) AS a (touchpoint, events, id)
  ON CONFLICT (touchpoint) DO UPDATE SET
    events = activity.events + excluded.events,
    last_event_id = excluded.last_event_id,
    last_seen_at = greatest(activity.last_seen_at, excluded.last_seen_at)`,
};

export const measurementStore = {
  /** Adds to the buckets, and notes the last event of each touchpoint. */
  async add(tx: Tx, buckets: readonly MeasurementBucket[], activities: readonly TouchpointActivity[]): Promise<void> {
    await runLater(tx, addStatement, [
      JSON.stringify(buckets.map(rowOf)),
      activities.map(({ touchpoint }) => touchpoint),
      activities.map(({ events }) => events),
      activities.map(({ lastEventId }) => lastEventId),
    ]);
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

const rowOf = ({ touchpoint, metric, width, bucket, sample }: MeasurementBucket) => ({
  touchpoint,
  metric,
  width,
  bucket,
  n: sample.n,
  sum: sample.sum,
  sum_of_squares: sample.sumOfSquares,
  promoters: sample.promoters,
  detractors: sample.detractors,
  satisfied: sample.satisfied,
});
