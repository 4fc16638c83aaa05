import type { Reader } from '@harken/database';
import type { Sample } from '../metrics/sample.ts';

export interface PeriodsQuery {
  /** With all nested below it. */
  readonly touchpoint: string;
  readonly metrics: readonly string[];
  /** null: of all customers. */
  readonly segment: string | null;
  /** Whole hours: the one in which `from` lies counts, and so does that of a `to` within an hour. */
  readonly periods: readonly { readonly from: Date; readonly to: Date }[];
}

/** What was said in each period, by metric; history counts at its time. */
export async function findPeriods(
  reader: Reader,
  { touchpoint, metrics, segment, periods }: PeriodsQuery,
): Promise<Map<string, Sample>[]> {
  const rows: (Sample & { metric: string; at: number })[] = await reader.query(
    `SELECT p.at::int AS at, m.metric, sum(m.n)::float8 AS n, sum(m.sum) AS sum, sum(m.sum_of_squares) AS "sumOfSquares",
            sum(m.promoters)::float8 AS promoters, sum(m.detractors)::float8 AS detractors,
            sum(m.satisfied)::float8 AS satisfied
       FROM unnest($3::timestamptz[], $4::timestamptz[]) WITH ORDINALITY AS p ("from", "to", at)
      CROSS JOIN (SELECT $1::text AS id UNION SELECT t.id FROM touchpoints t WHERE t.lineage @> ARRAY[$1::text]) below
       JOIN measurements m ON m.touchpoint = below.id AND m.metric = ANY($2) AND m.segment = $5 AND m.width = 3600
        AND m.bucket >= date_trunc('hour', p."from", 'UTC') AND m.bucket < p."to"
      GROUP BY p.at, m.metric HAVING sum(m.n) > 0`,
    [touchpoint, metrics, periods.map(({ from }) => from), periods.map(({ to }) => to), segment ?? ''],
  );
  const found = periods.map(() => new Map<string, Sample>());
  for (const { at, metric, ...sample } of rows) found[at - 1]?.set(metric, sample);
  return found;
}
