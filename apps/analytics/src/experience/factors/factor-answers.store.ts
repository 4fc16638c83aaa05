import { afterCommit, insertMissing, sqlOverRows, type Tx } from '@harken/database';
import type { TimeZone } from '@harken/service';
import type { DataSource } from 'typeorm';
import type { FactorAnswer, FactorSet } from './factor-answers.ts';
import { FactorSetTable } from './factor-sets.table.ts';
import { factorSumColumns, isCount } from './factor-sums.ts';

/** The cells of one generation, and the zone in which they are cut. */
interface Cells {
  readonly generation: number;
  readonly zone: TimeZone;
}

interface Buckets {
  readonly day: string;
  readonly month: string;
}

function placedIn(zone: TimeZone, answers: readonly FactorAnswer[]): (FactorAnswer & Buckets)[] {
  return answers.map((answer) => {
    const start = (unit: keyof Buckets) => new Date(zone.startOf(unit, Date.parse(answer.occurredAt))).toISOString();
    return { ...answer, day: start('day'), month: start('month') };
  });
}

const answerTypes = {
  feedbackId: 'uuid',
  version: 'integer',
  factor: 'text',
  setId: 'uuid',
  occurredAt: 'timestamptz',
  customerId: 'uuid',
  customerSlice: 'smallint',
  experience: 'numeric',
  expectation: 'numeric',
  importance: 'numeric',
  ideal: 'numeric',
  outcomeValue: 'numeric',
} as const;
const placedTypes = { ...answerTypes, day: 'timestamptz', month: 'timestamptz' } as const;
const columns = Object.keys(answerTypes)
  .map((property) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  .join(', ');

// One spelling of each decimal, whatever was taken off: two generations with the same answers have the same cells.
const trimmed = (column: string, value: string): string => (isCount(column) ? value : `trim_scale(${value})`);
const names = factorSumColumns.map(([column]) => column).join(', ');
const sums = (sign: '1' | '-1'): string =>
  factorSumColumns.map(([column, ofOne]) => trimmed(column, `sum(${sign} * ${ofOne})`)).join(', ');
const added = factorSumColumns
  .map(([column]) => `${column} = ${trimmed(column, `cell.${column} + excluded.${column}`)}`)
  .join(', ');

// Cells are locked in one order, so that two consumers cannot deadlock.
const cellsOf = (answers: string, counted: string): string => `
  SELECT $1::integer AS generation, granularity, bucket, set_id, ${counted}
  FROM ${answers} CROSS JOIN LATERAL (VALUES ('day', day), ('month', month)) AS b (granularity, bucket)
  GROUP BY granularity, bucket, set_id ORDER BY granularity, bucket, set_id`;

const addToCells = (answers: string, sign: '1' | '-1'): string => `
  INSERT INTO factor_cells AS cell (generation, granularity, bucket, set_id, ${names}) ${cellsOf(answers, sums(sign))}
  ON CONFLICT (generation, granularity, bucket, set_id) DO UPDATE SET ${added}`;

// Only new answers reach the cells, and none that a correction has replaced.
const addAnswers = sqlOverRows<FactorAnswer & Buckets>(
  placedTypes,
  (given) => `
  WITH given AS MATERIALIZED (SELECT * FROM ${given} AS g), kept AS (
    INSERT INTO factor_answer (generation, ${columns})
    SELECT $1::integer, ${columns} FROM given g
     WHERE NOT EXISTS (SELECT FROM feedback_corrections c
                        WHERE c.generation = $1::integer AND c.feedback_id = g.feedback_id AND c.version > g.version)
    ON CONFLICT DO NOTHING
    RETURNING ${columns}
  ), placed AS (SELECT * FROM kept JOIN (SELECT DISTINCT occurred_at, day, month FROM given) b USING (occurred_at))
  ${addToCells('placed', '1')}`,
  { values: 1 },
);

const removeOutdated = sqlOverRows<{ readonly feedbackId: string; readonly version: number }, FactorAnswer>(
  { feedbackId: 'uuid', version: 'integer' },
  (corrections) => `
  DELETE FROM factor_answer a USING ${corrections} AS c
   WHERE a.generation = $1::integer AND a.feedback_id = c.feedback_id AND a.version < c.version
  RETURNING a.feedback_id AS "feedbackId", a.version, a.factor, a.set_id AS "setId",
    to_char(a.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "occurredAt",
    a.customer_id AS "customerId", a.customer_slice AS "customerSlice", a.experience::text, a.expectation::text,
    a.importance::text, a.ideal::text, a.outcome_value::text AS "outcomeValue"`,
  { values: 1 },
);

const takeOffCells = sqlOverRows<FactorAnswer & Buckets>(placedTypes, (given) => addToCells(`${given} AS g`, '-1'), {
  values: 1,
});

// A rebuild makes no cells that nothing is in.
const removeEmptyCells = sqlOverRows<FactorAnswer & Buckets>(
  placedTypes,
  (given) => `
  DELETE FROM factor_cells cell USING (${cellsOf(`${given} AS g`, 'count(*)')}) k
   WHERE cell.generation = $1::integer AND cell.n = 0
     AND cell.granularity = k.granularity AND cell.bucket = k.bucket AND cell.set_id = k.set_id`,
  { values: 1 },
);

// Sets are never removed, so a committed set need not be added again.
const addedSets = new WeakMap<DataSource, Set<string>>();
const maxCachedSets = 50_000;

export const factorAnswersStore = {
  async add(tx: Tx, { generation, zone }: Cells, said: readonly { set: FactorSet; answer: FactorAnswer }[]) {
    if (said.length === 0) return;
    await addMissingSets(
      tx,
      said.map(({ set }) => set),
    );
    await addAnswers.write(
      tx,
      placedIn(
        zone,
        said.map(({ answer }) => answer),
      ),
      [generation],
    );
  },

  /** Takes off what older versions of corrected feedback said. Whether a version may still come in, the corrections say. */
  async outdate(
    tx: Tx,
    { generation, zone }: Cells,
    corrections: readonly { readonly feedbackId: string; readonly version: number }[],
  ): Promise<void> {
    if (corrections.length === 0) return;
    const placed = placedIn(zone, await removeOutdated.query(tx, corrections, [generation]));
    await takeOffCells.write(tx, placed, [generation]);
    await removeEmptyCells.write(tx, placed, [generation]);
  },
};

async function addMissingSets(tx: Tx, sets: readonly FactorSet[]): Promise<void> {
  const known = addedSets.get(tx.dataSource) ?? new Set();
  addedSets.set(tx.dataSource, known);
  const unknown = new Map(sets.filter(({ setId }) => !known.has(setId)).map((set) => [set.setId, set]));
  if (unknown.size === 0) return;
  await insertMissing(tx, FactorSetTable, [...unknown.values()]);
  afterCommit(tx, () => {
    if (known.size > maxCachedSets) known.clear();
    for (const setId of unknown.keys()) known.add(setId);
  });
}
