import { createDataSource } from '@harken/database';
import type { MigrationInterface } from 'typeorm';
import { accessMigrations } from '../access/keys/access-migrations.ts';
import { IdempotencyKeys1700000000200 } from '../idempotency/idempotency.migration.ts';

type Migrations = readonly (new () => MigrationInterface)[];

/** The tables that this library needs in every service's schema. */
export const serviceMigrations: Migrations = [IdempotencyKeys1700000000200];

/**
 * Runs pending migrations as the owner of the schema, each in its own transaction. Replicas that start at the same time
 * wait for each other. Returns the names of the migrations that ran; the schema's table `migrations` records them.
 */
export async function migrateSchema(schema: string, ownerUrl: string, migrations: Migrations): Promise<string[]> {
  const options = { url: ownerUrl, schema, applicationName: `harken-${schema}-migrate`, statementTimeoutMs: 0 };
  const database = await createDataSource({ ...options, poolSize: 2, migrations }).initialize();
  const lock = database.createQueryRunner();
  try {
    await lock.query("select pg_advisory_lock(hashtextextended('harken.migrate.' || $1, 0))", [schema]);
    const done = await database.runMigrations({ transaction: 'each' });
    return done.map(({ name }) => name);
  } finally {
    await lock.release();
    await database.destroy();
  }
}

/** Migrates the schema `access` with the API keys. Run it once per database, before the services start. */
export function migrateAccess(ownerUrl: string): Promise<string[]> {
  return migrateSchema('access', ownerUrl, accessMigrations);
}
