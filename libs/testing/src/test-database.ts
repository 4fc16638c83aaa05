import { randomBytes } from 'node:crypto';
import { accessSchema, appOf, ownerOf, provision, withClient } from '@harken/local-infrastructure';
import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import { testStack } from './test-stack.ts';

type Migrations = readonly (new () => MigrationInterface)[];

export interface TestDatabase {
  /** Connected as the app role: no DDL, its own schema only. */
  readonly dataSource: DataSource;
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly accessOwnerUrl: string;
  /** A superuser's address of this database. */
  readonly adminUrl: string;
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  readonly entities?: readonly EntitySchema[];
  /** Run by the schema's owner, in order. */
  readonly migrations?: Migrations;
  /** Run by the owner of the schema with the API keys. */
  readonly accessMigrations?: Migrations;
  readonly poolSize?: number;
}

// The cluster's roles are shared by all test databases.
const passwordOf = (): string => 'test';

/** A fresh database with the schema and the two roles of one service, migrated as its owner. */
export async function testDatabase(service: string, options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { adminUrl } = (await testStack()).postgres;
  const database = `test_${service}_${randomBytes(5).toString('hex')}`;
  const { urlOf } = await provision({ adminUrl, database, services: [service], passwordOf, renewPasswords: false });
  const ownerUrl = urlOf(ownerOf(service));
  const accessOwnerUrl = urlOf(ownerOf(accessSchema));
  const appUrl = urlOf(appOf(service));
  await migrate(accessOwnerUrl, options.accessMigrations);
  await migrate(ownerUrl, options.migrations);
  const dataSource = await new DataSource({
    type: 'postgres',
    url: appUrl,
    entities: [...(options.entities ?? [])],
    poolSize: options.poolSize ?? 5,
    installExtensions: false,
  }).initialize();
  const drop = async () => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await withClient(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`));
  };
  return { dataSource, appUrl, ownerUrl, accessOwnerUrl, adminUrl: urlOf('postgres'), drop };
}

async function migrate(url: string, migrations: Migrations | undefined): Promise<void> {
  if (!migrations?.length) return;
  const dataSource = await new DataSource({
    type: 'postgres',
    url,
    migrations: [...migrations],
    poolSize: 1,
    installExtensions: false,
  }).initialize();
  try {
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await dataSource.destroy();
  }
}
