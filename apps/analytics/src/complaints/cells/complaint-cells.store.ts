import { type Prepared, runPrepared, type Tx } from '@harken/messaging';
import { type CellKey, type Dimensions, dimensionColumns } from './cell-families.ts';
import { type RowSums, vectorColumns } from './metric-vector.ts';
import { rollUpLock } from './roll-up-lock.queries.ts';

export interface Cell extends CellKey {
  /** How many complaints the cell sums up. */
  readonly n: number;
  readonly vector: Uint8Array;
}

/** The summed changes of complaints of one day that have all dimensions in common. */
export interface ChangeSums extends RowSums {
  readonly day: Date;
  readonly dimensions: Dimensions;
}

const key = 'family, granularity, bucket, first, second';
const keys = `unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[])`;

const live = {
  name: 'complaint-generations-live',
  text: 'SELECT generation FROM generations ORDER BY generation FOR KEY SHARE',
};

const countPending = {
  name: 'complaint-changes-waiting',
  text: 'SELECT count(*)::integer AS n FROM (SELECT FROM complaint_changes WHERE generation = $1 LIMIT $2) AS oldest',
};

const take = {
  name: 'complaint-changes-take',
  text: `
  WITH taken AS (
    DELETE FROM complaint_changes WHERE generation = $1 AND id = ANY (ARRAY(
      SELECT id FROM complaint_changes WHERE generation = $1 ORDER BY id LIMIT $2))
    RETURNING *
  )
  SELECT date_trunc('day', opened_at, 'UTC') AS day,
    jsonb_build_object(${dimensionColumns.map((column) => `'${column}', ${column}`).join(', ')}) AS dimensions, ${vectorColumns(true)}
  FROM taken GROUP BY day, ${dimensionColumns.join(', ')}`,
};

const selectVectors = {
  name: 'complaint-cells-known',
  text: `
  SELECT k.index::integer AS index, c.vector
  FROM ${keys} WITH ORDINALITY AS k(${key}, index)
  JOIN complaint_cells c USING (${key}) WHERE c.generation = $1`,
};

const upsert = {
  name: 'complaint-cells-put',
  text: `
  INSERT INTO complaint_cells (generation, ${key}, n, vector)
  SELECT $1::integer, ${key}, n, vector
  FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::bigint[], $8::bytea[])
    AS c(${key}, n, vector)
  ORDER BY ${key}
  ON CONFLICT (generation, ${key}) DO UPDATE SET n = excluded.n, vector = excluded.vector`,
};

const removeEmpty = {
  name: 'complaint-cells-remove',
  text: `
  DELETE FROM complaint_cells c USING ${keys} AS k(${key})
  WHERE c.generation = $1 AND ${key
    .split(', ')
    .map((column) => `c.${column} = k.${column}`)
    .join(' AND ')}`,
};

export const complaintCellsStore = {
  /** Tries to lock the roll-up until the transaction ends. */
  async lock(tx: Tx): Promise<boolean> {
    const [row]: { free: boolean }[] = await tx.query(`SELECT pg_try_advisory_xact_lock(${rollUpLock}) AS free`);
    return row?.free === true;
  },

  /** The generations. None is dropped until the transaction ends. */
  async generations(tx: Tx): Promise<number[]> {
    return (await runPrepared<{ generation: number }>(tx, live)).map(({ generation }) => generation);
  },

  /** How many changes are pending, counted up to `limit`. */
  async countPending(tx: Tx, generation: number, limit: number): Promise<number> {
    const [row] = await runPrepared<{ n: number }>(tx, countPending, [generation, limit]);
    return row?.n ?? 0;
  },

  /** Removes the oldest changes and returns their sums. */
  async take(tx: Tx, generation: number, limit: number): Promise<ChangeSums[]> {
    return runPrepared<ChangeSums>(tx, take, [generation, limit]);
  },

  /** The vectors of these cells, by index in the list. */
  async vectors(tx: Tx, generation: number, cells: readonly CellKey[]): Promise<Map<number, Uint8Array>> {
    const rows = await runPrepared<{ index: number; vector: Uint8Array }>(tx, selectVectors, [
      generation,
      ...keyColumns(cells),
    ]);
    return new Map(rows.map(({ index, vector }) => [index - 1, vector]));
  },

  /** Writes these cells and removes the empty ones. */
  async save(tx: Tx, generation: number, cells: readonly Cell[]): Promise<void> {
    const [kept, empty] = [cells.filter(({ vector }) => vector.length > 0), cells.filter((c) => c.vector.length === 0)];
    await write(tx, upsert, kept, [generation, ...keyColumns(kept), kept.map(({ n }) => n), kept.map((c) => c.vector)]);
    await write(tx, removeEmpty, empty, [generation, ...keyColumns(empty)]);
  },
};

async function write(tx: Tx, statement: Prepared, cells: readonly Cell[], values: unknown[]): Promise<void> {
  if (cells.length > 0) await runPrepared(tx, statement, values);
}

const keyColumns = (cells: readonly CellKey[]): readonly string[][] => [
  cells.map(({ family }) => family),
  cells.map(({ granularity }) => granularity),
  cells.map(({ bucket }) => bucket),
  cells.map(({ first }) => first),
  cells.map(({ second }) => second),
];
