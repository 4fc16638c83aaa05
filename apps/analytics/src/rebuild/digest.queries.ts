import { createHash } from 'node:crypto';
import type { Tx } from '@harken/messaging';
import type { DataSource } from 'typeorm';
import { foldAllChanges } from '../complaints/cells/fold-changes.use-case.ts';
import { aloneFolding } from '../complaints/cells/folding.queries.ts';

// Every table of facts and cells with the key that puts its rows in one order.
const keys = {
  score_facts: 'feedback_id, metric COLLATE "C", scale COLLATE "C"',
  score_cells: 'metric COLLATE "C", granularity COLLATE "C", bucket, scale COLLATE "C", set_id',
  complaint_facts: 'complaint_id',
  complaint_cells: 'family COLLATE "C", granularity COLLATE "C", bucket, first, second',
  journeys: 'journey COLLATE "C"',
  journey_touchpoints: 'touchpoint COLLATE "C", journey COLLATE "C", stage COLLATE "C"',
} as const;
const portion = 5_000;

/**
 * SHA-256 over all rows of each generation, in canonical order and spelling, all of one snapshot. Two generations with
 * one digest give the same bytes to every question. Changes of complaints that wait are folded into their cells first.
 */
export async function digestsOf(database: DataSource, generations: readonly number[]): Promise<string[]> {
  return aloneFolding(database, 'REPEATABLE READ', async (tx) => {
    await tx.query(`SET LOCAL TimeZone = 'UTC'`);
    await tx.query('SET LOCAL statement_timeout = 0');
    const digests: string[] = [];
    for (const generation of generations) {
      await foldAllChanges(tx, generation);
      digests.push(await digestOf(tx, generation));
    }
    return digests;
  });
}

async function digestOf(tx: Tx, generation: number): Promise<string> {
  const hash = createHash('sha256');
  for (const [table, key] of Object.entries(keys)) {
    hash.update(`${table}\n`);
    await tx.query(
      `DECLARE fact NO SCROLL CURSOR FOR
       SELECT (to_jsonb(t) - 'generation')::text AS line FROM ${table} t WHERE generation = ${Math.trunc(generation)} ORDER BY ${key}`,
    );
    for (let lines: { line: string }[] | undefined; lines?.length !== 0; ) {
      lines = (await tx.query(`FETCH ${portion} FROM fact`)) as { line: string }[];
      for (const { line } of lines) hash.update(`${line}\n`);
    }
    await tx.query('CLOSE fact');
  }
  return hash.digest('hex');
}
