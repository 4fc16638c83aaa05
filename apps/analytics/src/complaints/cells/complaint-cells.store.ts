import { type ColumnTypes, sql, sqlOverRows, type Tx } from '@harken/database';
import { type CellKey, type Dimensions, dimensionColumns } from './cell-families.ts';
import { type RowSums, vectorColumns } from './metric-vector.ts';
import { rollUpLock } from './roll-up-lock.queries.ts';

export interface Cell extends CellKey {
  /** How many complaints the cell sums up. */
  readonly n: number;
  readonly vector: Uint8Array;
}

/** The summed changes of complaints that were opened at one moment and have all dimensions in common. */
export interface ChangeSums extends RowSums {
  readonly openedAt: Date;
  readonly dimensions: Dimensions;
}

const key = 'family, granularity, bucket, first, second';
const keyTypes = {
  family: 'text',
  granularity: 'text',
  bucket: 'timestamptz',
  first: 'text',
  second: 'text',
} satisfies ColumnTypes<CellKey>;

const live = sql<{ generation: number }>('SELECT generation FROM generations ORDER BY generation FOR KEY SHARE');

const countPending = sql<{ n: number }>(
  'SELECT count(*)::integer AS n FROM (SELECT FROM complaint_changes WHERE generation = $1 LIMIT $2) AS oldest',
);

const take = sql<ChangeSums>(`
  WITH taken AS (
    DELETE FROM complaint_changes WHERE generation = $1 AND id = ANY (ARRAY(
      SELECT id FROM complaint_changes WHERE generation = $1 ORDER BY id LIMIT $2))
    RETURNING *
  )
  SELECT opened_at AS "openedAt",
    jsonb_build_object(${dimensionColumns.map((column) => `'${column}', ${column}`).join(', ')}) AS dimensions, ${vectorColumns(true)}
  FROM taken GROUP BY opened_at, ${dimensionColumns.join(', ')}`);

const selectVectors = sqlOverRows<CellKey, { index: number; vector: Uint8Array }>(
  keyTypes,
  (cells) => `
  SELECT k.ordinal::integer AS index, c.vector
  FROM ${cells} AS k JOIN complaint_cells c USING (${key}) WHERE c.generation = $1`,
  { values: 1 },
);

const upsert = sqlOverRows<Cell>(
  { ...keyTypes, n: 'bigint', vector: 'bytea' },
  (cells) => `
  INSERT INTO complaint_cells (generation, ${key}, n, vector)
  SELECT $1::integer, ${key}, n, vector FROM ${cells} AS c ORDER BY ${key}
  ON CONFLICT (generation, ${key}) DO UPDATE SET n = excluded.n, vector = excluded.vector`,
  { values: 1 },
);

const removeEmpty = sqlOverRows<CellKey>(
  keyTypes,
  (cells) => `
  DELETE FROM complaint_cells c USING ${cells} AS k
  WHERE c.generation = $1 AND ${key
    .split(', ')
    .map((column) => `c.${column} = k.${column}`)
    .join(' AND ')}`,
  { values: 1 },
);

export const complaintCellsStore = {
  /** Tries to lock the roll-up until the transaction ends. */
  async lock(tx: Tx): Promise<boolean> {
    const [row]: { free: boolean }[] = await tx.query(`SELECT pg_try_advisory_xact_lock(${rollUpLock}) AS free`);
    return row?.free === true;
  },

  /** The generations. None is dropped until the transaction ends. */
  async generations(tx: Tx): Promise<number[]> {
    return (await live.query(tx)).map(({ generation }) => generation);
  },

  /** How many changes are pending, counted up to `limit`. */
  async countPending(tx: Tx, generation: number, limit: number): Promise<number> {
    const { n } = await countPending.queryOne(tx, [generation, limit]);
    return n;
  },

  /** Removes the oldest changes and returns their sums. */
  async take(tx: Tx, generation: number, limit: number): Promise<ChangeSums[]> {
    return take.query(tx, [generation, limit]);
  },

  /** The vectors of these cells, by index in the list. */
  async vectors(tx: Tx, generation: number, cells: readonly CellKey[]): Promise<Map<number, Uint8Array>> {
    const rows = await selectVectors.query(tx, cells, [generation]);
    return new Map(rows.map(({ index, vector }) => [index - 1, vector]));
  },

  /** Writes these cells and removes the empty ones. */
  async save(tx: Tx, generation: number, cells: readonly Cell[]): Promise<void> {
    await upsert.write(
      tx,
      cells.filter(({ vector }) => vector.length > 0),
      [generation],
    );
    await removeEmpty.write(
      tx,
      cells.filter(({ vector }) => vector.length === 0),
      [generation],
    );
  },
};
