import { afterCommit, insertMissing, sqlOverRows, type Tx } from '@harken/database';
import type { DataSource } from 'typeorm';
import { DimensionSetTable } from './dimension-sets.table.ts';
import type { DimensionSet, ScoreFact } from './score-facts.ts';

// Only new facts reach the cells. Cells are locked in one order, so that two consumers cannot deadlock.
const addFacts = sqlOverRows<ScoreFact>(
  {
    feedbackId: 'uuid',
    metric: 'text',
    scale: 'text',
    occurredAt: 'timestamptz',
    setId: 'uuid',
    value: 'numeric',
  },
  (facts) => `
  WITH kept AS (
    INSERT INTO score_facts (generation, feedback_id, metric, scale, occurred_at, set_id, value)
    SELECT $1::integer, f.feedback_id, f.metric, f.scale, f.occurred_at, f.set_id, f.value FROM ${facts} AS f
    ON CONFLICT DO NOTHING
    RETURNING metric, scale, occurred_at, set_id, value
  )
  INSERT INTO score_cells AS cell
    (generation, metric, granularity, bucket, scale, set_id, n, sum, sum_of_squares, promoters, detractors, satisfied)
  SELECT $1::integer, metric, granularity, date_trunc(granularity, occurred_at, 'UTC') AS bucket, scale, set_id,
    count(*), sum(value), sum(value * value),
    count(*) FILTER (WHERE metric = 'nps' AND value >= 9),
    count(*) FILTER (WHERE metric = 'nps' AND value <= 6),
    count(*) FILTER (WHERE metric = 'csat' AND value >= 4)
  FROM kept CROSS JOIN unnest(ARRAY['hour', 'day', 'month']) AS granularity
  GROUP BY metric, granularity, bucket, scale, set_id
  ORDER BY metric, granularity, bucket, scale, set_id
  ON CONFLICT (generation, metric, granularity, bucket, scale, set_id) DO UPDATE SET
    n = cell.n + excluded.n,
    sum = cell.sum + excluded.sum,
    sum_of_squares = cell.sum_of_squares + excluded.sum_of_squares,
    promoters = cell.promoters + excluded.promoters,
    detractors = cell.detractors + excluded.detractors,
    satisfied = cell.satisfied + excluded.satisfied`,
  { values: 1 },
);

// Sets are never removed, so a committed set need not be added again.
const addedSets = new WeakMap<DataSource, Set<string>>();
const maxCachedSets = 50_000;

export const scoresStore = {
  async add(tx: Tx, generation: number, sets: readonly DimensionSet[], facts: readonly ScoreFact[]): Promise<void> {
    if (facts.length === 0) return;
    await addMissingSets(tx, sets);
    await addFacts.write(tx, facts, [generation]);
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
