import { newId } from '@harken/messaging';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { answering } from './complaint/complaint.builder.ts';
import { executeCommand } from './complaint/execute/change-complaint.use-case.ts';
import { complaintsDatabase } from './complaints.fixture.ts';
import { registerComplaint } from './intake/register-complaint.use-case.ts';
import { client } from './people/identity.builder.ts';

jest.setTimeout(30_000);

let database: Awaited<ReturnType<typeof complaintsDatabase>>;
beforeAll(async () => {
  database = await complaintsDatabase();
});
afterAll(() => database?.drop());

const opened = (): Promise<string> =>
  database.dataSource.transaction(async (tx) => {
    const complaint = await registerComplaint(
      { customer: 'c', text: 'No keys.', channel: 'phone', actor: client() },
      tx,
    );
    return complaint.id;
  });

const closed = async (): Promise<string> => {
  const id = await opened();
  const change = { id, expectedVersion: undefined, actor: client(), onBehalfOf: null };
  await database.dataSource.transaction(async (tx) => {
    await executeCommand(change, answering, tx);
    await executeCommand(change, { name: 'close' }, tx);
  });
  return id;
};

const sql = (text: string, values: unknown[] = []) => database.dataSource.query(text, values);

describe('SQL as the role of the service', () => {
  it.each(['resolved', 'closed', 'rejected', 'duplicate', 'withdrawn'])(
    'cannot bring a complaint without an answer to %s',
    async (status) => {
      const id = await opened();
      await expect(sql('UPDATE complaints SET status = $2 WHERE id = $1', [id, status])).rejects.toMatchObject({
        driverError: { code: '23514', constraint: 'complaint_has_answer' },
      });
    },
  );

  it('cannot end without an answer by deferring the check, nor by an answer of an earlier cycle', async () => {
    const id = await closed();
    await expect(
      database.dataSource.transaction(async (tx) => {
        await tx.query('SET CONSTRAINTS ALL DEFERRED');
        await tx.query('UPDATE complaints SET cycle = 2 WHERE id = $1', [id]);
      }),
    ).rejects.toMatchObject({ driverError: { code: '23514' } });
  });

  it('can, in one transaction, in any order, when the answer is there at its end', async () => {
    const id = await opened();
    await database.dataSource.transaction(async (tx) => {
      await tx.query("UPDATE complaints SET status = 'closed' WHERE id = $1", [id]);
      await tx.query(
        `INSERT INTO answers VALUES ($1, $2, 1, 'answer', 'upheld', '{}', 'email', 'Sorry.', NULL, 'anna', now())`,
        [newId(), id],
      );
    });
    expect(await sql('SELECT status FROM complaints WHERE id = $1', [id])).toEqual([{ status: 'closed' }]);
  });

  it.each([
    'ALTER TABLE complaints DISABLE TRIGGER ALL',
    'DROP TRIGGER complaint_has_answer ON complaints',
    'CREATE OR REPLACE FUNCTION require_answer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
    "SET session_replication_role = 'replica'",
    'DELETE FROM answers',
    "UPDATE answers SET text = ''",
    'TRUNCATE answers',
    'DELETE FROM complaints',
    'TRUNCATE complaints CASCADE',
    'UPDATE history SET actor = actor',
    'DELETE FROM history',
    'TRUNCATE history',
    'DELETE FROM escalations',
    'CREATE TEMP TABLE answers (complaint_id uuid, cycle int)',
  ])('is refused: %s', async (statement) => {
    await expect(sql(statement)).rejects.toThrow(/permission denied|must be (the )?owner/);
  });
});

describe('the owner of the schema', () => {
  const asOwner = async (text: string, values: unknown[]) => {
    const { Client } = (await import('pg')).default;
    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      return await client.query(text, values);
    } finally {
      await client.end();
    }
  };

  it('cannot take the answer of a closed complaint away', async () => {
    const id = await closed();
    await expect(asOwner('DELETE FROM answers WHERE complaint_id = $1', [id])).rejects.toMatchObject({ code: '23514' });
  });

  it('cannot rewrite the history', async () => {
    const id = await closed();
    await expect(asOwner('DELETE FROM history WHERE complaint_id = $1', [id])).rejects.toThrow(/only grows/);
  });
});
