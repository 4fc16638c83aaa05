import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { messagingMigrations, outbox } from '../index.ts';
import { opened } from '../startup/rig.fixture.ts';

const tables = `SELECT relname::text AS name FROM pg_class
  WHERE relname ~ '^(outbox|inbox)_\\d{8}$' AND relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY 1`;

describe('the upkeep of outbox and inbox', () => {
  let database: TestDatabase;
  const names = async () => (await database.dataSource.query<{ name: string }[]>(tables)).map(({ name }) => name);
  const dayName = (daysFromNow: number) =>
    new Date(Date.now() + daysFromNow * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');

  beforeAll(async () => {
    database = await testDatabase('complaints', { migrations: messagingMigrations });
  });
  afterAll(() => database.drop());

  it('has partitions for today and the coming days, though the app role may not create any', async () => {
    expect(await names()).toEqual(expect.arrayContaining([`outbox_${dayName(0)}`, `inbox_${dayName(7)}`]));
    await expect(database.dataSource.query('CREATE TABLE own (id int)')).rejects.toThrow(/permission denied/);
    await expect(database.dataSource.query('DROP TABLE dead_letters')).rejects.toThrow(/must be owner/);
  });

  it('moves rows that came before their partition', async () => {
    const { dataSource } = database;
    const future = new Date(Date.now() + 10 * 86_400_000);
    const id = uuidv7({ msecs: future.getTime() });
    await dataSource.query('INSERT INTO inbox (id) VALUES ($1)', [id]);
    await dataSource.transaction((tx) => outbox.add(tx, [opened('early', '1')]));
    await dataSource.query('UPDATE outbox SET created_at = $1', [future]);
    await dataSource.query("SELECT messaging_upkeep('14 days', 12)");
    const [row] = await dataSource.query(
      `SELECT
      (SELECT tableoid::regclass::text FROM inbox WHERE id = $1) AS inbox, (SELECT tableoid::regclass::text FROM outbox) AS outbox`,
      [id],
    );
    expect(row).toEqual({ inbox: `inbox_${dayName(10)}`, outbox: `outbox_${dayName(10)}` });
    expect(await dataSource.query('SELECT FROM inbox WHERE id = $1', [id])).toHaveLength(1);
  });

  it('drops old days, but none with events that are not published', async () => {
    const { dataSource } = database;
    const old = dayName(-20);
    const older = dayName(-30);
    await asOwnerWith(database, [old, older]);
    await dataSource.transaction((tx) => outbox.add(tx, [opened('waiting', '1')]));
    await dataSource.query("UPDATE outbox SET created_at = now() - interval '20 days' WHERE key = 'waiting'");
    await dataSource.query('SELECT messaging_upkeep()');
    expect(await names()).toContain(`outbox_${old}`);
    expect(await names()).not.toContain(`outbox_${older}`);
    await dataSource.query(
      'UPDATE outbox_cursor SET horizon = (SELECT max(horizon) FROM outbox), seq = (SELECT max(seq) FROM outbox)',
    );
    await dataSource.query('SELECT messaging_upkeep()');
    expect(await names()).not.toContain(`outbox_${old}`);
  });
});

async function asOwnerWith(database: TestDatabase, days: readonly string[]): Promise<void> {
  const { DataSource } = await import('typeorm');
  const owner = await new DataSource({
    type: 'postgres',
    url: database.ownerUrl,
    installExtensions: false,
  }).initialize();
  for (const day of days) {
    await owner.query(`CREATE TABLE outbox_${day} PARTITION OF outbox
      FOR VALUES FROM ('${day} 00:00:00+00') TO ('${day} 24:00:00+00')`);
  }
  await owner.destroy();
}
