import { readFileSync } from 'node:fs';
import { databaseSslFrom, tlsOptions } from '@harken/database';
import { DataSource } from 'typeorm';
import { deadLetterCommand, deadLetterUsage } from './dead-letter-command.ts';

/** Run in a container: `node libs/messaging/dist/dead-letters/dead-letters.main.js list`, on the database of its settings. */
const { DATABASE_URL, DATABASE_URL_FILE } = process.env;
const url = DATABASE_URL ?? (DATABASE_URL_FILE ? readFileSync(DATABASE_URL_FILE, 'utf8').trim() : undefined);
if (!url || process.argv.length < 3) {
  console.error(`DATABASE_URL names the service's database. Commands:\n${deadLetterUsage}`);
  process.exit(2);
}
const ssl = tlsOptions(databaseSslFrom(process.env));
const dataSource = await new DataSource({
  type: 'postgres',
  url,
  ssl,
  poolSize: 1,
  installExtensions: false,
}).initialize();
try {
  await deadLetterCommand(dataSource, process.argv.slice(2), console.log);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await dataSource.destroy();
}
