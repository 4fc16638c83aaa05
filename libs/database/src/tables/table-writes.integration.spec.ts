import { testStack } from '@harken/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DataSource, EntitySchema } from 'typeorm';
import { createDataSource } from '../connection/create-data-source.ts';
import { sqlOverRows } from '../statements/sql-over-rows.ts';
import type { Tx } from '../transactions/transaction.ts';
import { insertMany, insertMissing, insertNew, updateMany, upsertMany } from './table-writes.ts';

interface Row {
  readonly id: string;
  readonly sourceId: string;
  readonly from: string | null;
  readonly segments: readonly string[];
  readonly details: unknown;
  readonly at: Date | null;
  readonly bytes: Uint8Array | null;
  readonly n: number | null;
  readonly open: boolean;
}

const Table = new EntitySchema<Row>({
  name: 'Kept',
  tableName: 'kept',
  columns: {
    id: { type: 'uuid', primary: true },
    sourceId: { name: 'source_id', type: 'text' },
    from: { type: 'text', nullable: true },
    segments: { type: 'text', array: true },
    details: { type: 'jsonb', nullable: true },
    at: { type: 'timestamptz', nullable: true },
    bytes: { type: 'bytea', nullable: true },
    n: { type: 'int', nullable: true },
    open: { type: 'boolean' },
  },
});

const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const rowOf = (n: number, more: Partial<Row> = {}): Row => ({
  id: idOf(n),
  sourceId: `s-${n}`,
  from: null,
  segments: [],
  details: null,
  at: null,
  bytes: null,
  n: null,
  open: false,
  ...more,
});

const full = rowOf(1, {
  from: 'x"\\,{}ไทย',
  segments: ['vip', '', 'a "b" \\ c', 'NULL'],
  details: { text: '\u001e', list: [1, null] },
  at: new Date('2026-01-02T03:04:05.678Z'),
  bytes: Buffer.from([0, 1, 255]),
  n: -3,
  open: true,
});

describe('rows of a table', () => {
  let database: DataSource;
  beforeAll(async () => {
    const url = (await testStack()).postgres.adminUrl;
    const options = { url, schema: 'public', applicationName: 'test', poolSize: 1, statementTimeoutMs: 5_000 };
    database = await createDataSource({ ...options, entities: [Table] }).initialize();
    await database.query(`CREATE TEMPORARY TABLE kept (added integer NOT NULL DEFAULT 7, position serial,
      id uuid PRIMARY KEY, source_id text UNIQUE, "from" text, segments text[], details jsonb, at timestamptz, bytes bytea,
      n int, open boolean)`);
  });
  beforeEach(() => database.query('TRUNCATE kept'));
  afterAll(() => database.destroy());

  const inTransaction = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(work);
  const stored = () => database.manager.find(Table, { order: { id: 'ASC' } });

  it.each([
    ['texts', [full, rowOf(2)]],
    ['an empty text', [{ ...full, from: '' }]],
    ['empty texts among others', [full, rowOf(2, { from: '' })]],
    ['the separator in a value', [{ ...full, from: 'a\u001eb' }, rowOf(2)]],
    ['the mark of null as a value', [{ ...full, from: '\u001f' }, rowOf(2)]],
  ])('are stored as they are: %s', async (_, rows) => {
    await inTransaction((tx) => insertMany(tx, Table, rows));
    expect(await stored()).toEqual(rows);
  });

  it('are stored in their order, and columns that the schema does not have get their default', async () => {
    await inTransaction((tx) => insertMany(tx, Table, [rowOf(3), rowOf(1), rowOf(2)]));
    const found = await database.query('SELECT source_id, added FROM kept ORDER BY position');
    expect(found).toEqual(['s-3', 's-1', 's-2'].map((source_id) => ({ source_id, added: 7 })));
  });

  it('are skipped where their primary key exists', async () => {
    await inTransaction((tx) => insertMissing(tx, Table, [rowOf(1)]));
    await inTransaction((tx) => insertMissing(tx, Table, [rowOf(1, { n: 2 }), rowOf(2)]));
    expect(await stored()).toEqual([rowOf(1), rowOf(2)]);
  });

  it('are skipped where their unique key exists, and of equal ones the first stays', async () => {
    await inTransaction((tx) => insertMany(tx, Table, [rowOf(1)]));
    const given = [rowOf(2, { sourceId: 's-1' }), rowOf(4), rowOf(3, { sourceId: 's-4' })];
    expect(await inTransaction((tx) => insertNew(tx, Table, ['sourceId'], given))).toEqual(new Set([idOf(4)]));
    expect(await stored()).toEqual([rowOf(1), rowOf(4)]);
  });

  it('are overwritten where their primary key exists', async () => {
    await inTransaction((tx) => insertMany(tx, Table, [rowOf(1)]));
    await database.query('UPDATE kept SET added = 8');
    await inTransaction((tx) => upsertMany(tx, Table, [rowOf(2), full]));
    expect(await stored()).toEqual([full, rowOf(2)]);
    expect(await database.query('SELECT added FROM kept ORDER BY id')).toEqual([{ added: 8 }, { added: 7 }]);
  });

  it('are updated in the given columns', async () => {
    await inTransaction((tx) => insertMany(tx, Table, [rowOf(1), rowOf(2)]));
    await inTransaction((tx) => updateMany(tx, Table, [{ id: idOf(2), n: 5, from: '' }], ['n', 'from']));
    expect(await stored()).toEqual([rowOf(1), rowOf(2, { n: 5, from: '' })]);
  });

  it('are given to a statement of its own, beside other values', async () => {
    const statement = sqlOverRows<{ sourceId: string; n: number | null }, { text: string }>(
      { sourceId: 'text', n: 'int' },
      (given) => `SELECT g.source_id || g.n + $1::int || $2 AS text FROM ${given} AS g ORDER BY g.ordinal DESC`,
      { values: 2 },
    );
    const given = [
      { sourceId: 'a', n: 1 },
      { sourceId: '', n: 2 },
    ];
    expect(await statement.query(database, given, [10, '!'])).toEqual([{ text: '12!' }, { text: 'a11!' }]);
    expect(await statement.query(database, [{ sourceId: '', n: 2 }], [10, '!'])).toEqual([{ text: '12!' }]);
    expect(await statement.query(database, [], [10, '!'])).toEqual([]);
  });
});
