import { services } from '@harken/contracts';
import { withClient } from '@harken/local-infrastructure';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type System, startSystem } from '../harness/system.ts';

describe('the database role of a service', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);

  const pairs = services.flatMap((one) =>
    services.filter((other) => other !== one).map((other) => [one, other] as const),
  );

  it.each(pairs)('of %s cannot read the schema of %s', async (one, other) => {
    const tables = await withClient(system.urlOf(`${other}_owner`), async (client) => {
      const { rows } = await client.query<{ tablename: string }>(
        'SELECT tablename FROM pg_tables WHERE schemaname = $1',
        [other],
      );
      return rows.map(({ tablename }) => tablename);
    });
    expect(tables.length).toBeGreaterThan(3);
    await withClient(system.urlOf(`${one}_app`), async (client) => {
      for (const table of tables) {
        await expect(client.query(`SELECT * FROM ${other}."${table}" LIMIT 1`)).rejects.toThrow(/permission denied/);
      }
    });
  });

  it.each(services)('of %s can neither create nor alter a table, nor write keys', async (service) => {
    await withClient(system.urlOf(`${service}_app`), async (client) => {
      await expect(client.query('CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/);
      await expect(client.query('ALTER TABLE outbox DISABLE TRIGGER ALL')).rejects.toThrow(/must be owner|permission/);
      await expect(client.query('DELETE FROM access.api_keys')).rejects.toThrow(/permission denied/);
    });
  });
});
