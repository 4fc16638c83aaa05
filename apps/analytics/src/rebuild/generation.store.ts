import type { Reader, Tx } from '@harken/database';
import type { DataSource } from 'typeorm';
import { lockBuilding } from '../generations/generations.queries.ts';

/** Every table whose rows belong to a generation. */
export const generationTables = [
  'score_facts',
  'feedback_corrections',
  'score_cells',
  'score_family_cells',
  'theme_assignments',
  'themes',
  'factor_answer',
  'factor_cells',
  'complaint_facts',
  'complaint_changes',
  'complaint_cells',
  'customers',
  'customer_merges',
  'customer_interactions',
  'customer_feedback',
  'customer_complaints',
  'touchpoint_breaches',
  'journeys',
  'journey_touchpoints',
] as const;
const rowsPerDelete = 20_000;

export interface FactCounts {
  readonly scoreFacts: number;
  readonly complaints: number;
  readonly journeys: number;
}

export const generationStore = {
  async current(database: Reader): Promise<number> {
    const [row]: { generation: number }[] = await database.query(
      `SELECT generation FROM generations WHERE state = 'current'`,
    );
    if (!row) throw new Error('There is no current generation: the migrations have not run.');
    return row.generation;
  },

  /** A generation that a rebuild left unfinished. */
  async unfinished(database: DataSource): Promise<number | undefined> {
    const [row]: { generation: number }[] = await database.query(
      `SELECT generation FROM generations WHERE state = 'building'`,
    );
    return row?.generation;
  },

  /** The zone in which the cells of the current generation are cut. */
  async currentZone(database: Reader): Promise<string> {
    const [row]: { timezone: string }[] = await database.query(
      `SELECT timezone FROM generations WHERE state = 'current'`,
    );
    if (!row) throw new Error('There is no current generation: the migrations have not run.');
    return row.timezone;
  },

  /** A generation whose cells are cut in `timezone`; without it, as those of the current one. */
  async create(database: DataSource, timezone?: string): Promise<number> {
    const [row]: { generation: number }[] = await database.query(
      `INSERT INTO generations (generation, state, timezone)
       SELECT (SELECT max(generation) FROM generations) + 1, 'building', coalesce($1, timezone)
         FROM generations WHERE state = 'current' RETURNING generation`,
      [timezone],
    );
    return row?.generation ?? Number.NaN;
  },

  async writeToBuilding<T>(database: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
    return database.transaction(async (tx) => {
      await tx.query(lockBuilding);
      return work(tx);
    });
  },

  /** After the commit readers see the new generation and writers no longer write to the old one. */
  async switchTo(database: DataSource, generation: number): Promise<void> {
    await database.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM generations ORDER BY generation FOR UPDATE');
      await tx.query(`DELETE FROM generations WHERE state = 'current'`);
      await tx.query(`UPDATE generations SET state = 'current' WHERE generation = $1`, [generation]);
    });
  },

  /** Removes the generation from the list and then its rows, in batches that block nobody. */
  async drop(database: DataSource, generation: number): Promise<void> {
    await database.query(`DELETE FROM generations WHERE generation = $1 AND state = 'building'`, [generation]);
    for (const table of generationTables) {
      for (let removed = rowsPerDelete; removed === rowsPerDelete; ) {
        const [, count]: [unknown, number] = await database.query(
          `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE generation = $1 LIMIT $2))`,
          [generation, rowsPerDelete],
        );
        removed = count;
      }
    }
  },

  async counts(database: DataSource, generation: number): Promise<FactCounts> {
    const [row]: Record<keyof FactCounts, string>[] = await database.query(
      `SELECT (SELECT count(*) FROM score_facts WHERE generation = $1) AS "scoreFacts",
        (SELECT count(*) FROM complaint_facts WHERE generation = $1) AS complaints,
        (SELECT count(*) FROM journeys WHERE generation = $1) AS journeys`,
      [generation],
    );
    return {
      scoreFacts: Number(row?.scoreFacts),
      complaints: Number(row?.complaints),
      journeys: Number(row?.journeys),
    };
  },
};
