import type { Client } from 'pg';
import { draw, idOf, locationOf, productOf, rows, timestampOf } from './generated-rows.ts';
import { withoutIndexes } from './without-indexes.ts';

// What analytics would have made of a year of feedback: facts, and cells that add up to them. Whoever changes its tables
// changes this. 240 sets: 12 touchpoints, 5 channels, 4 combinations of segments.
const sets = `
  INSERT INTO analytics.dimension_sets (set_id, touchpoint, channel, segments, tier, pattern, language, method, with_product, with_location)
  SELECT md5('set-' || n)::uuid, 'touchpoint-' || n % 12, (ARRAY['web', 'phone', 'email', 'shop', 'app'])[1 + n / 12 % 5],
         CASE n / 60 WHEN 0 THEN '{}' WHEN 1 THEN '{family}' WHEN 2 THEN '{investor}' ELSE '{family,first-home}' END::text[],
         (ARRAY['gold', 'silver', 'basic'])[1 + n % 3], 'past', (ARRAY['en', 'zh', 'th'])[1 + n % 3], 'survey', true, true
    FROM generate_series(0, 239) AS n
  ON CONFLICT DO NOTHING`;

const facts = `
  INSERT INTO analytics.score_facts (generation, feedback_id, metric, scale, occurred_at, set_id, product, location, value)
  SELECT 1, ${idOf(1)}, m.metric, m.scale, ${timestampOf(1)}, s.set_id, ${productOf(4)}, ${locationOf(5)}, m.least + ${draw(2, 1_000_000)} % m.steps
    ${rows}
    JOIN (VALUES (0, 'nps', '0..10', 0, 11), (1, 'nps', '0..10', 0, 11), (2, 'csat', '1..5', 1, 5),
                 (3, 'experience:service', '0..10', 0, 11)) AS m (place, metric, scale, least, steps) ON m.place = n % 4
    JOIN (SELECT set_id, row_number() OVER (ORDER BY set_id) - 1 AS place FROM analytics.dimension_sets) AS s
      ON s.place = ${draw(3, 240)}
   ORDER BY n`;

const cellColumns =
  'generation, metric, granularity, bucket, scale, set_id, n, sum, sum_of_squares, promoters, detractors, satisfied';

const coarser = (granularity: string, from: string): string => `
  SELECT generation, metric, '${granularity}', date_trunc('${granularity}', bucket, 'UTC') AS bucket, scale, set_id,
         sum(n) AS n, sum(sum) AS sum, sum(sum_of_squares) AS sum_of_squares, sum(promoters) AS promoters,
         sum(detractors) AS detractors, sum(satisfied) AS satisfied
    FROM ${from} GROUP BY 1, 2, 4, 5, 6`;

// A cell lies where it was first written or last found no room, so somewhere among those of the same time.
const cells = `
  INSERT INTO analytics.score_cells (${cellColumns})
  WITH hours AS MATERIALIZED (
    SELECT generation, metric, 'hour', date_trunc('hour', occurred_at, 'UTC') AS bucket, scale, set_id,
           count(*) AS n, sum(value) AS sum, sum(value * value) AS sum_of_squares,
           count(*) FILTER (WHERE metric = 'nps' AND value >= 9) AS promoters,
           count(*) FILTER (WHERE metric = 'nps' AND value <= 6) AS detractors,
           count(*) FILTER (WHERE metric = 'csat' AND value >= 4) AS satisfied
      FROM analytics.score_facts GROUP BY 1, 2, 4, 5, 6
  ), days AS MATERIALIZED (${coarser('day', 'hours')}), months AS (${coarser('month', 'days')}),
  cells (${cellColumns}) AS (TABLE hours UNION ALL TABLE days UNION ALL TABLE months)
  SELECT * FROM cells
   ORDER BY bucket + ('1 ' || granularity)::interval * ((hashtextextended(metric || set_id, 0) & 1023) / 1024.0)`;

const sums = `count(*) AS n, sum(value) AS sum, sum(value * value) AS sum_of_squares,
  count(*) FILTER (WHERE metric = 'nps' AND value >= 9) AS promoters,
  count(*) FILTER (WHERE metric = 'nps' AND value <= 6) AS detractors,
  count(*) FILTER (WHERE metric = 'csat' AND value >= 4) AS satisfied`;

/** The cells of one family: those that are asked for, and of the most values. */
const familyCells = (first: string, second: string | undefined, granularity: 'day' | 'month'): string => `
  INSERT INTO analytics.score_family_cells
    (generation, family, metric, granularity, bucket, first, second, scale, n, sum, sum_of_squares, promoters, detractors, satisfied)
  SELECT generation, '${second ? `${first},${second}` : first}', metric, '${granularity}',
         date_trunc('${granularity}', occurred_at, 'UTC') AS bucket, ${first}, ${second ?? `''`}, scale, ${sums}
    FROM analytics.score_facts JOIN analytics.dimension_sets USING (set_id) GROUP BY 1, 3, 5, 6, 7, 8 ORDER BY 5`;

const families = [
  familyCells('product', undefined, 'day'),
  familyCells('product', undefined, 'month'),
  familyCells('product', 'touchpoint', 'month'),
  familyCells('product', 'location', 'month'),
  familyCells('location', 'product', 'month'),
];

/** Adds the facts from the `from`-th to the `to`-th and makes all cells anew. */
export async function fillScores(client: Client, from: number, to: number): Promise<void> {
  await client.query(sets);
  await withoutIndexes(
    client,
    ['score_facts', 'score_cells', 'score_family_cells'].map((table) => `analytics.${table}`),
    async () => {
      await client.query(facts, [from, to]);
      await client.query('TRUNCATE analytics.score_cells');
      await client.query(cells);
      await client.query('TRUNCATE analytics.score_family_cells');
      for (const family of families) await client.query(family);
    },
  );
  await client.query('VACUUM ANALYZE analytics.dimension_sets');
}
