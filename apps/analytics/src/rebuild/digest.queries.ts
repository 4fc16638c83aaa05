import { createHash } from 'node:crypto';
import type { Tx } from '@harken/database';
import type { DataSource } from 'typeorm';
import { rollUpAllChanges } from '../complaints/cells/roll-up-changes.use-case.ts';
import { withRollUpLock } from '../complaints/cells/roll-up-lock.queries.ts';

// Every table of facts and cells, with its sort key.
const sortKeys = {
  score_facts: 'feedback_id, metric COLLATE "C", scale COLLATE "C"',
  feedback_corrections: 'feedback_id',
  score_cells: 'metric COLLATE "C", granularity COLLATE "C", bucket, scale COLLATE "C", set_id',
  score_family_cells:
    'family COLLATE "C", metric COLLATE "C", granularity COLLATE "C", bucket, first, second, scale COLLATE "C"',
  theme_assignments: 'feedback_id',
  themes: 'theme',
  factor_answer: 'feedback_id, factor COLLATE "C"',
  factor_cells: 'granularity COLLATE "C", bucket, set_id',
  complaint_facts: 'complaint_id',
  complaint_cells: 'family COLLATE "C", granularity COLLATE "C", bucket, first, second',
  customers: 'customer_id',
  customer_merges: 'merged',
  customer_interactions: 'interaction_id',
  customer_feedback: 'feedback_id',
  customer_complaints: 'complaint_id',
  touchpoint_breaches: 'alert_id',
  journeys: 'journey COLLATE "C"',
  journey_touchpoints: 'touchpoint COLLATE "C", journey COLLATE "C", stage COLLATE "C"',
} as const;
const fetchSize = 5_000;

/**
 * SHA-256 over all rows of each generation, in canonical order and spelling, all of one snapshot. Two generations with
 * one digest give the same bytes to every query. Pending changes of complaints are rolled up first.
 */
export async function digestsOf(database: DataSource, generations: readonly number[]): Promise<string[]> {
  return withRollUpLock(database, 'REPEATABLE READ', async (tx) => {
    await tx.query(`SET LOCAL TimeZone = 'UTC'`);
    await tx.query('SET LOCAL statement_timeout = 0');
    const digests: string[] = [];
    for (const generation of generations) {
      await rollUpAllChanges(tx, generation);
      digests.push(await digestOf(tx, generation));
    }
    return digests;
  });
}

async function digestOf(tx: Tx, generation: number): Promise<string> {
  const hash = createHash('sha256');
  for (const [table, key] of Object.entries(sortKeys)) {
    hash.update(`${table}\n`);
    await tx.query(
      `DECLARE fact NO SCROLL CURSOR FOR
       SELECT (to_jsonb(t) - 'generation')::text AS line FROM ${table} t WHERE generation = ${Math.trunc(generation)} ORDER BY ${key}`,
    );
    for (let lines: { line: string }[] | undefined; lines?.length !== 0; ) {
      lines = (await tx.query(`FETCH ${fetchSize} FROM fact`)) as { line: string }[];
      for (const { line } of lines) hash.update(`${line}\n`);
    }
    await tx.query('CLOSE fact');
  }
  return hash.digest('hex');
}
