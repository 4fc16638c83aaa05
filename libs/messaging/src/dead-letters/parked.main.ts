import { readFileSync } from 'node:fs';
import { DataSource } from 'typeorm';
import { parkedCommand, parkedUsage } from './parked-command.ts';

/** For a running container: `node libs/messaging/dist/dead-letters/parked.main.js list`, on the database of its own settings. */
const { DATABASE_URL, DATABASE_URL_FILE } = process.env;
const url = DATABASE_URL ?? (DATABASE_URL_FILE ? readFileSync(DATABASE_URL_FILE, 'utf8').trim() : undefined);
if (!url || process.argv.length < 3) {
  console.error(`DATABASE_URL names the service's database. Commands:\n${parkedUsage}`);
  process.exit(2);
}
const dataSource = await new DataSource({ type: 'postgres', url, poolSize: 1, installExtensions: false }).initialize();
try {
  await parkedCommand(dataSource, process.argv.slice(2), console.log);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await dataSource.destroy();
}
