import { type Prepared, runPrepared, type Tx } from '@harken/messaging';
import type { CellKey, Common } from './cell-families.ts';
import { type SinglesSum, vectorColumns } from './complaint-vector.ts';
import { foldingLock } from './folding.queries.ts';

export interface Cell extends CellKey {
  /** How many complaints it is of. */
  readonly n: number;
  readonly vector: Uint8Array;
}

/** What changed of complaints that were opened on one day and have everything in common. */
export interface ChangeSum extends SinglesSum {
  readonly day: Date;
  readonly common: Common;
}

const common = ['touchpoint', 'channel', 'category', 'severity', 'team', 'tier', 'segments', 'campaign', 'status'];
const key = 'family, granularity, bucket, first, second';
const keys = `unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[])`;

const live = {
  name: 'complaint-generations-live',
  text: 'SELECT generation FROM generations ORDER BY generation FOR KEY SHARE',
};

const waiting = {
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
    jsonb_build_object(${common.map((column) => `'${column}', ${column}`).join(', ')}) AS common, ${vectorColumns(true)}
  FROM taken GROUP BY day, ${common.join(', ')}`,
};

const known = {
  name: 'complaint-cells-known',
  text: `
  SELECT k.place::integer AS place, c.vector
  FROM ${keys} WITH ORDINALITY AS k(${key}, place)
  JOIN complaint_cells c USING (${key}) WHERE c.generation = $1`,
};

const put = {
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
  /** One folds at a time. The lock is that of the transaction. */
  async lock(tx: Tx): Promise<boolean> {
    const [row]: { free: boolean }[] = await tx.query(`SELECT pg_try_advisory_xact_lock(${foldingLock}) AS free`);
    return row?.free === true;
  },

  /** The generations there are; they stay until the transaction ends. */
  async generations(tx: Tx): Promise<number[]> {
    return (await runPrepared<{ generation: number }>(tx, live)).map(({ generation }) => generation);
  },

  /** How many changes wait, up to `most`. */
  async waiting(tx: Tx, generation: number, most: number): Promise<number> {
    const [row] = await runPrepared<{ n: number }>(tx, waiting, [generation, most]);
    return row?.n ?? 0;
  },

  /** Takes the oldest changes away, added up. */
  async take(tx: Tx, generation: number, most: number): Promise<ChangeSum[]> {
    return runPrepared<ChangeSum>(tx, take, [generation, most]);
  },

  /** The vectors of these cells, by their place in the list. */
  async vectors(tx: Tx, generation: number, cells: readonly CellKey[]): Promise<Map<number, Uint8Array>> {
    const rows = await runPrepared<{ place: number; vector: Uint8Array }>(tx, known, [generation, ...columnsOf(cells)]);
    return new Map(rows.map(({ place, vector }) => [place - 1, vector]));
  },

  /** Writes these cells; those that hold nothing any more are removed. */
  async save(tx: Tx, generation: number, cells: readonly Cell[]): Promise<void> {
    const [kept, empty] = [cells.filter(({ vector }) => vector.length > 0), cells.filter((c) => c.vector.length === 0)];
    await write(tx, put, kept, [generation, ...columnsOf(kept), kept.map(({ n }) => n), kept.map((c) => c.vector)]);
    await write(tx, removeEmpty, empty, [generation, ...columnsOf(empty)]);
  },
};

async function write(tx: Tx, statement: Prepared, cells: readonly Cell[], values: unknown[]): Promise<void> {
  if (cells.length > 0) await runPrepared(tx, statement, values);
}

const columnsOf = (cells: readonly CellKey[]): readonly string[][] => [
  cells.map(({ family }) => family),
  cells.map(({ granularity }) => granularity),
  cells.map(({ bucket }) => bucket),
  cells.map(({ first }) => first),
  cells.map(({ second }) => second),
];
