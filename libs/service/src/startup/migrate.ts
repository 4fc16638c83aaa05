import { createDataSource, type DatabaseSsl } from '@harken/database';
import type { DataSource, MigrationInterface } from 'typeorm';
import { accessMigrations } from '../access/keys/access-migrations.ts';
import { PeopleBaseline1796083200000 } from '../access/tokens/people.migration.ts';
import { IdempotencyBaseline1796083200000 } from '../idempotency/idempotency.migration.ts';

/** TypeORM reads a migration's time from the end of its name. */
const timestampDigits = 13;

type Migrations = readonly (new () => MigrationInterface)[];

/** The tables that this library needs in every service's schema. */
export const serviceMigrations: Migrations = [IdempotencyBaseline1796083200000, PeopleBaseline1796083200000];

/** The schema was made before the baseline, so no migration leads from it to today's. */
export class OutdatedSchemaError extends Error {
  constructor(schema: string, names: readonly string[]) {
    super(
      `The schema ${schema} was made by an earlier version (${names.join(', ')}) and cannot be migrated. ` +
        'Nothing was changed. To start anew, wipe its data with `npm run stack:reset`, in Docker Compose with ' +
        '`docker compose down --volumes`.',
    );
    this.name = 'OutdatedSchemaError';
  }
}

/**
 * Runs pending migrations as the owner of the schema, each in its own transaction. Replicas that start at the same time
 * wait for each other. Returns the names of the migrations that ran; the schema's table `migrations` records them.
 */
export async function migrateSchema(
  schema: string,
  ownerUrl: string,
  migrations: Migrations,
  ssl: DatabaseSsl = { mode: 'disable' },
): Promise<string[]> {
  const options = { url: ownerUrl, ssl, schema, applicationName: `harken-${schema}-migrate`, statementTimeoutMs: 0 };
  const database = await createDataSource({ ...options, poolSize: 2, migrations }).initialize();
  const lock = database.createQueryRunner();
  try {
    await lock.query("select pg_advisory_lock(hashtextextended('harken.migrate.' || $1, 0))", [schema]);
    await assertNotOutdated(schema, database);
    const done = await database.runMigrations({ transaction: 'each' });
    return done.map(({ name }) => name);
  } finally {
    await lock.release();
    await database.destroy();
  }
}

/** Migrations that are newer than all of ours are no fault: an older image may be started again after an upgrade. */
async function assertNotOutdated(schema: string, database: DataSource): Promise<void> {
  const [{ exists }] = await database.query("select to_regclass('migrations') is not null as exists");
  if (!exists) return;
  const known = database.migrations.map((one) => one.name ?? one.constructor.name);
  const newest = Math.max(...known.map((name) => Number(name.slice(-timestampDigits))));
  const unknown: { name: string }[] = await database.query(
    'select name from migrations where name <> all ($1) and timestamp <= $2 order by id',
    [known, newest],
  );
  if (unknown.length > 0) {
    throw new OutdatedSchemaError(
      schema,
      unknown.map(({ name }) => name),
    );
  }
}

/** Migrates the schema `access` with the API keys. Run it once per database, before the services start. */
export function migrateAccess(ownerUrl: string, ssl?: DatabaseSsl): Promise<string[]> {
  return migrateSchema('access', ownerUrl, accessMigrations, ssl);
}
