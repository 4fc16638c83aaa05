import { millisecondsUntil, type Reader, sql, type Tx } from '@harken/database';
import { windowStart } from '../metrics/bucket.ts';
import type { Sample } from '../metrics/sample.ts';

export interface WindowQuery {
  readonly key: string;
  readonly touchpoint: string;
  readonly metric: string;
  /** Of the customers of this segment; of all without one. */
  readonly segment?: string | null;
  readonly windowSeconds: number;
  readonly width: number;
}

export interface WindowResult {
  readonly sample: Sample;
  /** Start of the oldest bucket in the window; null when it is empty. */
  readonly oldest: Date | null;
  /** Start of the first bucket after now, from a clock that runs fast. */
  readonly ahead: Date | null;
}

export interface LastActivity {
  readonly key: string;
  readonly events: number;
  readonly lastEventId: string | null;
  readonly lastSeenAt: Date | null;
}

/** A touchpoint and those nested below it, as rows of `below.id`. Join it first: then the index of each table is used. */
const withNested = (touchpoint: string): string =>
  `LATERAL (SELECT ${touchpoint} AS id
            UNION SELECT t.id FROM touchpoints t WHERE t.lineage @> ARRAY[${touchpoint}]) below`;

const windows = sql<Sample & WindowResult & { key: string }>(
  `
  SELECT a.key, coalesce(sum(b.n), 0)::float8 AS n, coalesce(sum(b.sum), 0) AS sum,
         coalesce(sum(b."sumOfSquares"), 0) AS "sumOfSquares", coalesce(sum(b.promoters), 0)::float8 AS promoters,
         coalesce(sum(b.detractors), 0)::float8 AS detractors, coalesce(sum(b.satisfied), 0)::float8 AS satisfied,
         min(b.oldest) AS oldest, min(b.ahead) AS ahead
    FROM jsonb_to_recordset($1::jsonb) AS a (key text, touchpoint text, metric text, segment text, width int, since timestamptz)
   CROSS JOIN ${withNested('a.touchpoint')}
   CROSS JOIN LATERAL (
     SELECT sum(m.n) FILTER now AS n, sum(m.sum) FILTER now AS sum,
            sum(m.sum_of_squares) FILTER now AS "sumOfSquares", sum(m.promoters) FILTER now AS promoters,
            sum(m.detractors) FILTER now AS detractors, sum(m.satisfied) FILTER now AS satisfied,
            min(m.bucket) FILTER now AS oldest, min(m.bucket) FILTER (WHERE m.bucket > $2) AS ahead
       FROM measurements m
      WHERE m.touchpoint = below.id AND m.metric = a.metric AND m.segment = a.segment AND m.width = a.width
        AND m.bucket >= a.since AND NOT m.history) b
   GROUP BY a.key`.replaceAll('FILTER now', 'FILTER (WHERE m.bucket <= $2)'),
);

/** The sum of each window now, over the touchpoint and all nested below it. */
export async function findWindows(
  tx: Tx,
  queries: readonly WindowQuery[],
  now: Date,
): Promise<Map<string, WindowResult>> {
  if (queries.length === 0) return new Map();
  const rows = await windows.query(tx, [
    JSON.stringify(
      queries.map(({ key, touchpoint, metric, segment, width, windowSeconds }) => {
        return {
          key,
          touchpoint,
          metric,
          segment: segment ?? '',
          width,
          since: windowStart(now, windowSeconds, width),
        };
      }),
    ),
    now,
  ]);
  return new Map(rows.map(({ key, oldest, ahead, ...sample }) => [key, { sample, oldest, ahead }]));
}

/** The window as a series of at most `parts` samples, oldest first: evidence for people. */
export function findWindowSeries(
  reader: Reader,
  query: WindowQuery,
  now: Date,
  parts = 30,
): Promise<(Sample & { readonly at: Date })[]> {
  const stride = Math.max(query.width, Math.ceil(query.windowSeconds / parts));
  return reader.query(
    `SELECT date_bin(make_interval(secs => $5), b.bucket, $4) AS at, sum(b.n)::float8 AS n, sum(b.sum) AS sum,
            sum(b.sum_of_squares) AS "sumOfSquares", sum(b.promoters)::float8 AS promoters,
            sum(b.detractors)::float8 AS detractors, sum(b.satisfied)::float8 AS satisfied
       FROM ${withNested('$1::text')}
       JOIN measurements b ON b.touchpoint = below.id AND b.metric = $2 AND b.width = $3 AND b.segment = $7 AND NOT b.history
      WHERE b.bucket >= $4::timestamptz AND b.bucket <= $6
      GROUP BY 1 ORDER BY 1`,
    [
      query.touchpoint,
      query.metric,
      query.width,
      windowStart(now, query.windowSeconds, query.width),
      stride,
      now,
      query.segment ?? '',
    ],
  );
}

export interface HoursQuery {
  readonly key: string;
  readonly touchpoint: string;
  readonly metric: string;
  readonly segment: string | null;
  readonly from: Date;
  readonly to: Date;
}

/** What was measured in an hour and arrived at the same time. */
export interface MeasuredHour extends Sample {
  readonly key: string;
  readonly hour: Date;
  /** The start of the hour for all that arrived in time. */
  readonly arrived: Date;
  readonly history: boolean;
}

const hours = sql<MeasuredHour>(`
  SELECT a.key, m.bucket AS hour, m.arrived, m.history, sum(m.n)::float8 AS n, sum(m.sum) AS sum,
         sum(m.sum_of_squares) AS "sumOfSquares", sum(m.promoters)::float8 AS promoters,
         sum(m.detractors)::float8 AS detractors, sum(m.satisfied)::float8 AS satisfied
    FROM jsonb_to_recordset($1::jsonb)
         AS a (key text, touchpoint text, metric text, segment text, since timestamptz, until timestamptz)
   CROSS JOIN ${withNested('a.touchpoint')}
    JOIN measurements m ON m.touchpoint = below.id AND m.metric = a.metric AND m.segment = a.segment
     AND m.width = 3600 AND m.bucket >= a.since AND m.bucket < a.until
   GROUP BY a.key, m.bucket, m.arrived, m.history
   ORDER BY a.key, m.bucket, m.arrived, m.history`);

/** The hours of each series in `[from, to)`, over the touchpoint and all nested below it, history too. */
export async function findHours(reader: Reader, queries: readonly HoursQuery[]): Promise<Map<string, MeasuredHour[]>> {
  if (queries.length === 0) return new Map();
  const asked = queries.map(({ key, touchpoint, metric, segment, from, to }) => {
    return { key, touchpoint, metric, segment: segment ?? '', since: from, until: to };
  });
  return Map.groupBy(await hours.query(reader, [JSON.stringify(asked)]), ({ key }) => key);
}

/** The last event at the touchpoint or below it, by touchpoint. */
export async function findLastActivity(
  reader: Reader,
  touchpoints: readonly string[],
): Promise<Map<string, LastActivity>> {
  if (touchpoints.length === 0) return new Map();
  const rows: LastActivity[] = await reader.query(
    `SELECT a.key, coalesce(sum(s.events), 0)::float8 AS events, max(s.last_seen_at) AS "lastSeenAt",
            (array_agg(s.last_event_id ORDER BY s.last_seen_at DESC NULLS LAST))[1] AS "lastEventId"
       FROM (SELECT DISTINCT unnest($1::text[]) AS key) a
      CROSS JOIN ${withNested('a.key')}
       LEFT JOIN activity s ON s.touchpoint = below.id
      GROUP BY a.key`,
    [touchpoints],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

export const nextUpkeepInMs = millisecondsUntil("SELECT due_at FROM upkeep WHERE task = 'measurements'");
