import type { DataSource } from 'typeorm';
import { countsByLevel, managementAges, type WorklistRow } from './worklist-ages.ts';

const ageOf = `CASE ${managementAges.map(({ age, below }) => (below ? `WHEN e.at > $1::timestamptz - interval '${below}' THEN '${age}'` : `ELSE '${age}'`)).join(' ')} END`;

const countWaiting = `
  SELECT e.level, ${ageOf} AS age, e.acknowledged_at IS NOT NULL AS acknowledged, count(*)::int AS count, min(e.at) AS oldest,
         count(*) FILTER (WHERE e.overdue_at IS NOT NULL)::int AS overdue
    FROM escalations e WHERE e.closed_at IS NULL AND e.level IS NOT NULL GROUP BY 1, 2, 3`;

/** The open escalations of each level, by age. */
export async function readWorklistCounts(db: DataSource) {
  const [{ now }] = (await db.query('SELECT clock_timestamp() AS now')) as [{ now: Date }];
  const rows = (await db.query(countWaiting, [now])) as WorklistRow[];
  return { at: now, levels: countsByLevel(rows, now) };
}
