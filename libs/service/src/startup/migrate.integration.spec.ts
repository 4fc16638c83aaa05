import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { migrateSchema } from './migrate.ts';

class Baseline1796083200000 implements MigrationInterface {
  up = (runner: QueryRunner): Promise<void> => runner.query('CREATE TABLE notes (id integer)');
  down = (runner: QueryRunner): Promise<void> => runner.query('DROP TABLE notes');
}

let database: TestDatabase;
let owner: DataSource;
const migrate = () => migrateSchema('feedback', database.ownerUrl, [Baseline1796083200000]);
const migrated = () => owner.query('SELECT name FROM migrations ORDER BY id');

beforeAll(async () => {
  database = await testDatabase('feedback');
  owner = await new DataSource({ type: 'postgres', url: database.ownerUrl, installExtensions: false }).initialize();
});
afterAll(async () => {
  await owner?.destroy();
  await database?.drop();
});
beforeEach(() => owner.query('DROP TABLE IF EXISTS notes, migrations'));

const record = (name: string, timestamp: number) =>
  owner.query('INSERT INTO migrations (timestamp, name) VALUES ($1, $2)', [timestamp, name]);

describe('migrate', () => {
  it('runs what is pending, once', async () => {
    expect(await migrate()).toEqual(['Baseline1796083200000']);
    expect(await migrate()).toEqual([]);
  });

  it('stops at a schema of an earlier version, names the way out and changes nothing', async () => {
    await migrate();
    await owner.query('INSERT INTO notes VALUES (1)');
    await owner.query('DELETE FROM migrations');
    await record('Notes1700000000001', 1700000000001);
    const refused = migrate();
    await expect(refused).rejects.toThrow('The schema feedback was made by an earlier version (Notes1700000000001)');
    await expect(refused).rejects.toThrow('`npm run stack:reset`');
    expect(await owner.query('SELECT id FROM notes')).toEqual([{ id: 1 }]);
    expect(await migrated()).toEqual([{ name: 'Notes1700000000001' }]);
  });

  it('leaves a schema of a later version as it is', async () => {
    await migrate();
    await record('More1796083200001', 1796083200001);
    expect(await migrate()).toEqual([]);
    expect(await migrated()).toHaveLength(2);
  });
});
