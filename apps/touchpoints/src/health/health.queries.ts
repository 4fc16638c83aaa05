import type { Reader } from '@harken/database';
import type { Sample } from '../metrics/sample.ts';
import type { HealthWindow } from './journey-health.ts';

/** Hourly buckets: they are kept for 400 days. */
const width = 3600;

/** What was said at each of the touchpoints themselves in the window, by touchpoint and metric. */
export async function findSamples(
  reader: Reader,
  touchpoints: readonly string[],
  segment: string | null,
  { from, to }: HealthWindow,
): Promise<Map<string, Map<string, Sample>>> {
  const rows: (Sample & { touchpoint: string; metric: string })[] = await reader.query(
    `SELECT m.touchpoint, m.metric, sum(m.n)::float8 AS n, sum(m.sum) AS sum, sum(m.sum_of_squares) AS "sumOfSquares",
            sum(m.promoters)::float8 AS promoters, sum(m.detractors)::float8 AS detractors,
            sum(m.satisfied)::float8 AS satisfied
       FROM measurements m
      WHERE m.touchpoint = ANY($1) AND m.segment = $5 AND m.width = $2
        AND m.bucket >= date_trunc('hour', $3::timestamptz, 'UTC') AND m.bucket < $4
      GROUP BY m.touchpoint, m.metric HAVING sum(m.n) > 0
      ORDER BY m.touchpoint, m.metric`,
    [touchpoints, width, from, to, segment ?? ''],
  );
  const samples = new Map<string, Map<string, Sample>>();
  for (const { touchpoint, metric, ...sample } of rows) {
    const at = samples.get(touchpoint) ?? new Map<string, Sample>();
    samples.set(touchpoint, at.set(metric, sample));
  }
  return samples;
}
