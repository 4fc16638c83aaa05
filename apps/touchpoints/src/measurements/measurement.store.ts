import type { Tx } from '@harken/messaging';
import { resolutions } from './bucket.ts';
import type { Activity, BucketOfMeasurements } from './tally.ts';

export const measurementStore = {
  /** Adds to the buckets. `rows` come sorted (see `tally`), so that two batches never wait for each other in a circle. */
  async add(tx: Tx, rows: readonly BucketOfMeasurements[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `INSERT INTO measurements (touchpoint, metric, width, bucket, n, sum, sum_of_squares, promoters, detractors, satisfied)
       SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[], $5::bigint[], $6::float8[], $7::float8[],
                            $8::bigint[], $9::bigint[], $10::bigint[])
       ON CONFLICT (touchpoint, metric, width, bucket) DO UPDATE SET
         n = measurements.n + excluded.n,
         sum = measurements.sum + excluded.sum,
         sum_of_squares = measurements.sum_of_squares + excluded.sum_of_squares,
         promoters = measurements.promoters + excluded.promoters,
         detractors = measurements.detractors + excluded.detractors,
         satisfied = measurements.satisfied + excluded.satisfied`,
      [
        rows.map(({ touchpoint }) => touchpoint),
        rows.map(({ metric }) => metric),
        rows.map(({ width }) => width),
        rows.map(({ bucket }) => bucket),
        rows.map(({ sample }) => sample.n),
        rows.map(({ sample }) => sample.sum),
        rows.map(({ sample }) => sample.sumOfSquares),
        rows.map(({ sample }) => sample.promoters),
        rows.map(({ sample }) => sample.detractors),
        rows.map(({ sample }) => sample.satisfied),
      ],
    );
  },

  /** Notes that the touchpoints spoke just now. `activities` come sorted, see `activitiesIn`. */
  async notice(tx: Tx, activities: readonly Activity[]): Promise<void> {
    await tx.query(
      `INSERT INTO activity (touchpoint, events, last_event_id, last_seen_at)
       SELECT a.touchpoint, a.events, a.id, clock_timestamp()
         FROM unnest($1::text[], $2::bigint[], $3::uuid[]) AS a (touchpoint, events, id)
       ON CONFLICT (touchpoint) DO UPDATE SET
         events = activity.events + excluded.events,
         last_event_id = excluded.last_event_id,
         last_seen_at = greatest(activity.last_seen_at, excluded.last_seen_at)`,
      [
        activities.map(({ touchpoint }) => touchpoint),
        activities.map(({ events }) => events),
        activities.map(({ lastEventId }) => lastEventId),
      ],
    );
  },

  /** Forgets buckets that no window can reach any more, a part at a time. Returns how many rows went. */
  async forget(tx: Tx, atMost: number): Promise<number> {
    const [, gone]: [unknown, number] = await tx.query(
      `DELETE FROM measurements WHERE ctid = ANY (ARRAY(
         SELECT m.ctid FROM measurements m
           JOIN unnest($1::int[], $2::int[]) AS kept (width, seconds) ON kept.width = m.width
          WHERE m.bucket < clock_timestamp() - make_interval(secs => kept.seconds)
          LIMIT $3 FOR UPDATE OF m SKIP LOCKED))`,
      [resolutions.map(({ width }) => width), resolutions.map(({ keptSeconds }) => keptSeconds), atMost],
    );
    return gone;
  },

  /** Takes the upkeep when it is due; false when another replica has it or it is not due. */
  async claimUpkeep(tx: Tx): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `SELECT FROM upkeep WHERE task = 'measurements' AND due_at <= clock_timestamp() FOR UPDATE SKIP LOCKED`,
    );
    return rows.length > 0;
  },

  async upkeepDueIn(tx: Tx, seconds: number): Promise<void> {
    await tx.query(
      `UPDATE upkeep SET due_at = clock_timestamp() + make_interval(secs => $1) WHERE task = 'measurements'`,
      [seconds],
    );
  },
};
