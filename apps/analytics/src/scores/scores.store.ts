import { afterCommit, insertMissing, sql, sqlOverRows, type Tx } from '@harken/database';
import type { TimeZone } from '@harken/service';
import type { DataSource } from 'typeorm';
import { DimensionSetTable } from './dimension-sets.table.ts';
import type { DimensionSet, ScoreFact } from './score-facts.ts';
import { type ScoreFamily, scoreFamilies } from './score-families.queries.ts';
import { sumColumns } from './score-row.ts';

const sums = sumColumns.map(([column]) => column).join(', ');
/** One spelling of each decimal, whatever was taken off: two generations with the same facts have the same cells. */
const trimmed = (column: string, value: string): string => (column.startsWith('sum') ? `trim_scale(${value})` : value);
const sumOf = (sign: '1' | '-1'): string =>
  sumColumns.map(([column, , ofOne]) => trimmed(column, `sum(${sign} * ${ofOne})`)).join(', ');
const added = sumColumns
  .map(([column]) => `${column} = ${trimmed(column, `cell.${column} + excluded.${column}`)}`)
  .join(', ');

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

const placedIn = (zone: TimeZone, facts: readonly ScoreFact[]) =>
  facts.map((fact) => ({ ...fact, ...bucketsOf(zone, fact) }));

/** The cells of one generation, and the zone in which they are cut. */
export interface Cells {
  readonly generation: number;
  readonly zone: TimeZone;
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

const factTypes = {
  feedbackId: 'uuid',
  version: 'integer',
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
} as const;
type PlacedFact = ScoreFact & Buckets;
const countedNames = ['metric', 'scale', 'occurred_at', 'set_id', 'product', 'location', 'value'];
const countedColumns = (table: string): string => countedNames.map((name) => `${table}.${name}`).join(', ');

const familyKey = ['family', 'metric', 'granularity', 'bucket', 'first', 'second', 'scale'];
const cellKey = ['metric', 'granularity', 'bucket', 'scale', 'set_id'];

// Cells are locked in one order, so that two consumers cannot deadlock.
const familyCells = (facts: string, counted: string): string => `
    SELECT $1::integer AS generation, family, metric, granularity,
      CASE granularity WHEN 'day' THEN day ELSE month END AS bucket, first COLLATE "C" AS first, second COLLATE "C" AS second, scale, ${counted}
    FROM ${facts} JOIN dimension_sets t USING (set_id)
    CROSS JOIN LATERAL (VALUES ${scoreFamilies.map(familyValues).join(', ')})
      AS f (family, present, granularities, first, seconds)
    CROSS JOIN unnest(f.granularities) AS granularity
    CROSS JOIN unnest(f.seconds) AS second
    WHERE (product IS NOT NULL OR location IS NOT NULL) AND f.present
    GROUP BY family, metric, granularity, bucket, 6, 7, scale
    ORDER BY family, metric, granularity, bucket, 6, 7, scale`;

const timeCells = (facts: string, counted: string): string => `
  SELECT $1::integer AS generation, metric, granularity, bucket, scale, set_id, ${counted}
  FROM ${facts} CROSS JOIN LATERAL (VALUES ('hour', hour), ('day', day), ('month', month)) AS b (granularity, bucket)
  GROUP BY metric, granularity, bucket, scale, set_id
  ORDER BY metric, granularity, bucket, scale, set_id`;

/** Adds what `kept` returns to the cells, or takes it off. */
const countedStatement = (kept: (facts: string) => string, counted: string) =>
  sqlOverRows<PlacedFact>(
    factTypes,
    (facts) => `
  WITH kept AS (${kept(facts)}
    RETURNING ${countedColumns('s')}
  ), placed AS (
    SELECT * FROM kept JOIN (SELECT DISTINCT occurred_at, hour, day, month FROM ${facts} AS f) b USING (occurred_at)
  ), of_families AS (
    INSERT INTO score_family_cells AS cell (generation, ${familyKey.join(', ')}, ${sums}) ${familyCells('placed', counted)}
    ON CONFLICT (generation, family, metric, granularity, first, bucket, second, scale) DO UPDATE SET ${added}
  )
  INSERT INTO score_cells AS cell (generation, ${cellKey.join(', ')}, ${sums}) ${timeCells('placed', counted)}
  ON CONFLICT (generation, metric, granularity, bucket, scale, set_id) DO UPDATE SET ${added}`,
    { values: 1 },
  );

// Only new facts reach the cells, and none that a correction has replaced.
const addFacts = countedStatement(
  (facts) => `
    INSERT INTO score_facts AS s (generation, feedback_id, metric, scale, occurred_at, set_id, product, location, value)
    SELECT $1::integer, f.feedback_id, f.metric, f.scale, f.occurred_at, f.set_id, f.product, f.location, f.value
      FROM ${facts} AS f
     WHERE NOT EXISTS (SELECT FROM feedback_corrections c
                        WHERE c.generation = $1::integer AND c.feedback_id = f.feedback_id AND c.version > f.version)
    ON CONFLICT DO NOTHING`,
  sumOf('1'),
);

const removeFacts = countedStatement(
  (facts) => `
    DELETE FROM score_facts s USING ${facts} AS f
     WHERE s.generation = $1::integer AND s.feedback_id = f.feedback_id AND s.metric = f.metric AND s.scale = f.scale`,
  sumOf('-1'),
);

// A rebuild makes no cells that nothing is in.
const removeEmptyCells = sqlOverRows<PlacedFact>(
  factTypes,
  (facts) => {
    const emptied = (table: string, key: readonly string[], cells: string) =>
      `DELETE FROM ${table} cell USING (${cells}) k WHERE cell.generation = $1::integer AND cell.n = 0 AND ${key
        .map((column) => `cell.${column} = k.${column}`)
        .join(' AND ')}`;
    const given = `(SELECT ${countedColumns('g')}, g.hour, g.day, g.month FROM ${facts} AS g) AS given`;
    return `
  WITH of_families AS (${emptied('score_family_cells', familyKey, familyCells(given, 'count(*)'))})
  ${emptied('score_cells', cellKey, timeCells(given, 'count(*)'))}`;
  },
  { values: 1 },
);

const noteCorrections = sqlOverRows<{ readonly feedbackId: string; readonly version: number }, { feedbackId: string }>(
  { feedbackId: 'uuid', version: 'integer' },
  (corrections) => `
  INSERT INTO feedback_corrections AS known (generation, feedback_id, version)
  SELECT $1::integer, feedback_id, version FROM ${corrections} AS c ORDER BY feedback_id
  ON CONFLICT (generation, feedback_id) DO UPDATE SET version = excluded.version WHERE known.version < excluded.version
  RETURNING feedback_id AS "feedbackId"`,
  { values: 1 },
);

const selectFacts = sql<ScoreFact>(`
  SELECT s.feedback_id AS "feedbackId", 0 AS version, s.metric, s.scale,
         to_char(s.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "occurredAt",
         s.set_id AS "setId", s.product, s.location, s.value::text
    FROM score_facts s WHERE s.generation = $1 AND s.feedback_id = ANY($2::uuid[])`);

// Sets are never removed, so a committed set need not be added again.
const addedSets = new WeakMap<DataSource, Set<string>>();
const maxCachedSets = 50_000;

export const scoresStore = {
  async add(
    tx: Tx,
    { generation, zone }: Cells,
    sets: readonly DimensionSet[],
    facts: readonly ScoreFact[],
  ): Promise<void> {
    if (facts.length === 0) return;
    await addMissingSets(tx, sets);
    await addFacts.write(tx, placedIn(zone, facts), [generation]);
  },

  /**
   * Takes off what is counted of corrected feedback, and remembers the version: facts of a lower one no longer count,
   * whenever they come.
   */
  async outdate(
    tx: Tx,
    { generation, zone }: Cells,
    corrections: readonly { readonly feedbackId: string; readonly version: number }[],
  ): Promise<void> {
    if (corrections.length === 0) return;
    const newer = await noteCorrections.query(tx, corrections, [generation]);
    const facts = await scoresStore.factsOf(
      tx,
      generation,
      newer.map(({ feedbackId }) => feedbackId),
    );
    await scoresStore.remove(tx, { generation, zone }, facts);
  },

  /** What is counted of some feedback. */
  factsOf: (tx: Tx, generation: number, feedbackIds: readonly string[]): Promise<ScoreFact[]> =>
    selectFacts.query(tx, [generation, feedbackIds]),

  /** Takes facts that are counted off the cells. */
  async remove(tx: Tx, { generation, zone }: Cells, facts: readonly ScoreFact[]): Promise<void> {
    const placed = placedIn(zone, facts);
    await removeFacts.write(tx, placed, [generation]);
    await removeEmptyCells.write(tx, placed, [generation]);
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
