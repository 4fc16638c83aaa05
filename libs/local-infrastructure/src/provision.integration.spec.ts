import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { provision, withClient } from './provision.ts';
import { startOrReuseTestStack } from './test-stack.ts';

const database = `test_provision_${process.pid}`;
let adminUrl: string;
let urlOf: (role: string) => string;

async function provisionDatabase(): Promise<void> {
  const wanted = { adminUrl, database, services: ['feedback', 'complaints'], passwordOf: () => 'test' };
  ({ urlOf } = await provision({ ...wanted, renewPasswords: false }));
}

const as = (role: string, sql: string) => withClient(urlOf(role), async (client) => (await client.query(sql)).rows);

describe('a provisioned database', () => {
  beforeAll(async () => {
    const { HARKEN_TEST_POSTGRES_URL } = process.env;
    adminUrl = HARKEN_TEST_POSTGRES_URL ?? (await startOrReuseTestStack()).postgres.adminUrl;
    await provisionDatabase();
    await as('feedback_owner', 'CREATE TABLE records (n int)');
    await as('access_owner', 'CREATE TABLE api_keys (name text)');
  });
  afterAll(() => withClient(adminUrl, (client) => client.query(`DROP DATABASE ${database} WITH (FORCE)`)));

  it('can be provisioned again without losing anything', async () => {
    await provisionDatabase();
    expect(await as('feedback_app', 'SELECT n FROM records')).toEqual([]);
  });

  it.each([
    ['complaints_app', 'SELECT * FROM feedback.records'],
    ['complaints_owner', 'SELECT * FROM feedback.records'],
    ['complaints_app', "INSERT INTO access.api_keys VALUES ('mine')"],
    ['complaints_owner', 'SELECT * FROM access.api_keys'],
    ['feedback_app', 'CREATE TABLE feedback.mine ()'],
    ['feedback_app', 'CREATE TEMPORARY TABLE mine ()'],
    ['feedback_app', 'TRUNCATE records'],
    ['feedback_app', 'SET ROLE feedback_owner'],
    ['feedback_owner', 'CREATE TABLE public.mine ()'],
    ['feedback_owner', 'CREATE SCHEMA mine'],
  ])('refuses %s: %s', async (role, sql) => {
    await expect(as(role, sql)).rejects.toThrow(/permission denied/);
  });

  it('lets every service read the keys, and its own rows be written', async () => {
    expect(await as('complaints_app', 'SELECT name FROM access.api_keys')).toEqual([]);
    await as('feedback_app', 'INSERT INTO records VALUES (1)');
    expect(await as('feedback_app', 'DELETE FROM records RETURNING n')).toEqual([{ n: 1 }]);
  });
});
