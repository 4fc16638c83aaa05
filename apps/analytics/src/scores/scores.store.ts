import { afterCommit, runLater, type Tx } from '@harken/messaging';
import type { DataSource } from 'typeorm';
import { setColumns, setRecordset } from './dimension-sets.table.ts';
import type { DimensionSet, ScoreFact } from './score-facts.ts';

const addSets = {
  name: 'dimension-sets-add',
  text: `
  INSERT INTO dimension_sets (${setColumns.join(', ')})
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS s(${setRecordset})
  ORDER BY "setId"
  ON CONFLICT DO NOTHING`,
};

// Only new facts reach the cells. Cells are locked in one order, so that two consumers cannot deadlock.
const addFacts = {
  name: 'score-facts-add',
  text: `
  WITH kept AS (
    INSERT INTO score_facts (generation, feedback_id, metric, scale, occurred_at, set_id, value)
    SELECT $1::integer, f.*
    FROM unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::uuid[], $7::numeric[]) AS f
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
};

// Sets are never removed, so a committed set need not be added again.
const addedSets = new WeakMap<DataSource, Set<string>>();
const maxCachedSets = 50_000;

export const scoresStore = {
  async add(tx: Tx, generation: number, sets: readonly DimensionSet[], facts: readonly ScoreFact[]): Promise<void> {
    if (facts.length === 0) return;
    await addMissingSets(tx, sets);
    await runLater(tx, addFacts, [
      generation,
      facts.map((fact) => fact.feedbackId),
      facts.map((fact) => fact.metric),
      facts.map((fact) => fact.scale),
      facts.map((fact) => fact.occurredAt),
      facts.map((fact) => fact.setId),
      facts.map((fact) => fact.value),
    ]);
  },
};

async function addMissingSets(tx: Tx, sets: readonly DimensionSet[]): Promise<void> {
  const known = addedSets.get(tx.dataSource) ?? new Set();
  addedSets.set(tx.dataSource, known);
  const unknown = sets.filter(({ setId }) => !known.has(setId));
  if (unknown.length === 0) return;
  await runLater(tx, addSets, [JSON.stringify(unknown)]);
  afterCommit(tx, () => {
    if (known.size > maxCachedSets) known.clear();
    for (const { setId } of unknown) known.add(setId);
  });
}
