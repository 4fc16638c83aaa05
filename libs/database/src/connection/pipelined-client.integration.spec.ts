import { testStack } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';
import { sql } from '../statements/sql.ts';
import { createDataSource } from './create-data-source.ts';

const add = sql('INSERT INTO pg_temp.kept (id) VALUES ($1)');

describe('a pipelined connection', () => {
  let database: DataSource;
  beforeAll(async () => {
    const url = (await testStack()).postgres.adminUrl;
    const options = { url, schema: 'public', applicationName: 'test', poolSize: 1, statementTimeoutMs: 5_000 };
    database = await createDataSource(options).initialize();
    await database.query('CREATE TEMPORARY TABLE kept (id integer PRIMARY KEY)');
  });
  afterAll(() => database.destroy());

  const kept = async (reader: Pick<EntityManager, 'query'> = database) =>
    (await reader.query('SELECT id FROM pg_temp.kept ORDER BY id')).map(({ id }: { id: number }) => id);
  const empty = () => database.query('TRUNCATE pg_temp.kept');
  const inTransaction = (work: (tx: EntityManager) => Promise<unknown>) => database.transaction(work);

  it('begins a transaction with its first statement and ends it with COMMIT', async () => {
    await empty();
    const transactions = new Set<string>();
    await inTransaction(async (tx) => {
      await add.write(tx, [1]);
      for (let n = 0; n < 2; n += 1) transactions.add((await tx.query('SELECT pg_current_xact_id() AS id'))[0].id);
    });
    expect(transactions.size).toBe(1);
    expect(await kept()).toEqual([1]);
  });

  it('rolls back a transaction that throws', async () => {
    await empty();
    const thrown = inTransaction(async (tx) => {
      await add.write(tx, [1]);
      throw new Error('no');
    });
    await expect(thrown).rejects.toThrow('no');
    expect(await kept()).toEqual([]);
  });

  it('fails COMMIT with the error of a write that nobody awaited', async () => {
    await empty();
    await inTransaction((tx) => add.write(tx, [1]));
    const doubled = inTransaction(async (tx) => {
      await add.write(tx, [2]);
      await add.write(tx, [1]);
    });
    await expect(doubled).rejects.toMatchObject({ code: '23505' });
    expect(await kept()).toEqual([1]);
  });

  it('fails the next statement with the error of such a write', async () => {
    await empty();
    await inTransaction((tx) => add.write(tx, [1]));
    const doubled = inTransaction(async (tx) => {
      await add.write(tx, [1]);
      await tx.query('SELECT 1');
    });
    await expect(doubled).rejects.toMatchObject({ code: '23505' });
  });

  it('accepts such a write only inside a transaction, because its error would be lost', async () => {
    const session = database.createQueryRunner();
    await expect(add.write(session.manager, [1])).rejects.toThrow('needs a running transaction');
    await session.release();
  });

  it('drops the error when its savepoint is rolled back', async () => {
    await empty();
    await inTransaction((tx) => add.write(tx, [1]));
    await inTransaction(async (tx) => {
      await add.write(tx, [2]);
      await expect(tx.transaction((inner) => add.write(inner, [1]))).rejects.toMatchObject({ code: '23505' });
      await add.write(tx, [3]);
    });
    expect(await kept()).toEqual([1, 2, 3]);
  });

  it('keeps working after a failed transaction, and without one', async () => {
    await empty();
    await expect(inTransaction((tx) => tx.query('SELECT 1 / 0'))).rejects.toMatchObject({ code: '22012' });
    await expect(database.query('SELECT 1 / 0')).rejects.toMatchObject({ code: '22012' });
    await inTransaction((tx) => add.write(tx, [1]));
    expect(await kept()).toEqual([1]);
  });

  it('answers concurrent statements in order', async () => {
    const numbers = await inTransaction((tx) =>
      Promise.all([1, 2, 3].map(async (n) => (await tx.query('SELECT $1::int AS n', [n]))[0].n)),
    );
    expect(numbers).toEqual([1, 2, 3]);
  });

  it('uses a generic plan for prepared statements until the transaction ends', async () => {
    const mode = async (database: Pick<EntityManager, 'query'>) =>
      (await database.query('SHOW plan_cache_mode'))[0].plan_cache_mode;
    const count = sql('SELECT count(*)::int AS n FROM pg_temp.kept', { plan: 'once' });
    await inTransaction(async (tx) => {
      expect(await count.query(tx)).toEqual([{ n: (await kept(tx)).length }]);
      expect(await mode(tx)).toBe('force_generic_plan');
    });
    expect(await mode(database)).toBe('auto');
  });
});
