import { afterCommit, insertMissing, sqlOverRows, type Tx } from '@harken/database';
import type { TimeZone } from '@harken/service';
import type { DataSource } from 'typeorm';
import { DimensionSetTable } from './dimension-sets.table.ts';
import type { DimensionSet, ScoreFact } from './score-facts.ts';
import { type ScoreFamily, scoreFamilies } from './score-families.queries.ts';
import { sumColumns } from './score-row.ts';

const sums = sumColumns.map(([column]) => column).join(', ');
const summed = sumColumns.map(([, , ofOne]) => `sum(${ofOne})`).join(', ');
const added = sumColumns.map(([column]) => `${column} = cell.${column} + excluded.${column}`).join(', ');

/** The cells of time in which an answer counts: when its hour, day and month began where the company is. */
interface Buckets {
  readonly hour: string;
  readonly day: string;
  readonly month: string;
}

function bucketsOf(zone: TimeZone, { occurredAt }: ScoreFact): Buckets {
  const start = (unit: keyof Buckets) => new Date(zone.startOf(unit, Date.parse(occurredAt))).toISOString();
  return { hour: start('hour'), day: start('day'), month: start('month') };
}

/** The cells of one family in which an answer counts; none if it has no value of the family's many. */
function familyValues({ name, dimensions: [first = '', second], many, daily }: ScoreFamily): string {
  const present = many.map((dimension) => `${dimension} IS NOT NULL`).join(' OR ');
  const seconds =
    second === 'segment'
      ? `CASE WHEN cardinality(segments) = 0 THEN ARRAY[''] ELSE segments END`
      : `ARRAY[${second === undefined ? `''` : `coalesce(${second}, '')`}]`;
  return `('${name}', ${present}, '${daily ? '{day,month}' : '{month}'}'::text[], coalesce(${first}, ''), ${seconds})`;
}

// Only new facts reach the cells. Cells are locked in one order, so that two consumers cannot deadlock.
const addFacts = sqlOverRows<ScoreFact & Buckets>(
  {
    feedbackId: 'uuid',
    metric: 'text',
    scale: 'text',
    occurredAt: 'timestamptz',
    setId: 'uuid',
    product: 'text',
    location: 'text',
    value: 'numeric',
    hour: 'timestamptz',
    day: 'timestamptz',
    month: 'timestamptz',
  },
  (facts) => `
  WITH kept AS (
    INSERT INTO score_facts (generation, feedback_id, metric, scale, occurred_at, set_id, product, location, value)
    SELECT $1::integer, f.feedback_id, f.metric, f.scale, f.occurred_at, f.set_id, f.product, f.location, f.value FROM ${facts} AS f
    ON CONFLICT DO NOTHING
    RETURNING metric, scale, occurred_at, set_id, product, location, value
  ), counted AS (
    SELECT * FROM kept JOIN (SELECT DISTINCT occurred_at, hour, day, month FROM ${facts} AS f) b USING (occurred_at)
  ), of_families AS (
    INSERT INTO score_family_cells AS cell
      (generation, family, metric, granularity, bucket, first, second, scale, ${sums})
    SELECT $1::integer, family, metric, granularity, CASE granularity WHEN 'day' THEN day ELSE month END AS bucket,
      first COLLATE "C", second COLLATE "C", scale, ${summed}
    FROM counted JOIN dimension_sets t USING (set_id)
    CROSS JOIN LATERAL (VALUES ${scoreFamilies.map(familyValues).join(', ')})
      AS f (family, present, granularities, first, seconds)
    CROSS JOIN unnest(f.granularities) AS granularity
    CROSS JOIN unnest(f.seconds) AS second
    WHERE (product IS NOT NULL OR location IS NOT NULL) AND f.present
    GROUP BY family, metric, granularity, bucket, 6, 7, scale
    ORDER BY family, metric, granularity, bucket, 6, 7, scale
    ON CONFLICT (generation, family, metric, granularity, first, bucket, second, scale) DO UPDATE SET ${added}
  )
  INSERT INTO score_cells AS cell (generation, metric, granularity, bucket, scale, set_id, ${sums})
  SELECT $1::integer, metric, granularity, bucket, scale, set_id, ${summed}
  FROM counted CROSS JOIN LATERAL (VALUES ('hour', hour), ('day', day), ('month', month)) AS b (granularity, bucket)
  GROUP BY metric, granularity, bucket, scale, set_id
  ORDER BY metric, granularity, bucket, scale, set_id
  ON CONFLICT (generation, metric, granularity, bucket, scale, set_id) DO UPDATE SET ${added}`,
  { values: 1 },
);

// Sets are never removed, so a committed set need not be added again.
const addedSets = new WeakMap<DataSource, Set<string>>();
const maxCachedSets = 50_000;

export const scoresStore = {
  /** Cells are cut in `zone`. */
  async add(
    tx: Tx,
    { generation, zone }: { readonly generation: number; readonly zone: TimeZone },
    sets: readonly DimensionSet[],
    facts: readonly ScoreFact[],
  ): Promise<void> {
    if (facts.length === 0) return;
    await addMissingSets(tx, sets);
    const placed = facts.map((fact) => ({ ...fact, ...bucketsOf(zone, fact) }));
    await addFacts.write(tx, placed, [generation]);
  },
};

async function addMissingSets(tx: Tx, sets: readonly DimensionSet[]): Promise<void> {
  const known = addedSets.get(tx.dataSource) ?? new Set();
  addedSets.set(tx.dataSource, known);
  const unknown = sets.filter(({ setId }) => !known.has(setId));
  if (unknown.length === 0) return;
  await insertMissing(tx, DimensionSetTable, unknown);
  afterCommit(tx, () => {
    if (known.size > maxCachedSets) known.clear();
    for (const { setId } of unknown) known.add(setId);
  });
}
