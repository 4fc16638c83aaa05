import { type ServiceName, services } from '@harken/contracts';
import { databaseSslFrom, tlsOptions } from '@harken/database';
import { appOf, roleUrl } from '@harken/local-infrastructure';
import { deadLetterCommand, deadLetterUsage } from '@harken/messaging';
import { DataSource } from 'typeorm';
import { readStackSettings } from '../../stack/src/settings.ts';
import { database, secretOf } from '../../stack/src/stack-files.ts';

const usage = `Usage: npm run dead-letters -- list                  all services
       npm run dead-letters -- <service> <command>
Services: ${services.join(', ')}. Commands:\n${deadLetterUsage}`;

const [first = '', ...rest] = process.argv.slice(2);
const service = services.find((name) => name === first);
if (service) await run(service, rest, console.log);
else if (first === 'list')
  for (const one of services) await run(one, ['list'], (line) => console.log(`${one} ${line}`));
else {
  console.error(usage);
  process.exitCode = 2;
}

async function run(name: ServiceName, args: readonly string[], print: (line: string) => void): Promise<void> {
  const ssl = process.env.DATABASE_URL ? tlsOptions(databaseSslFrom(process.env)) : false;
  const options = { type: 'postgres', url: urlOf(name), ssl, poolSize: 1, installExtensions: false } as const;
  const dataSource = await new DataSource(options).initialize();
  try {
    await deadLetterCommand(dataSource, args, print);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await dataSource.destroy();
  }
}

/** DATABASE_URL when it is set, else the service's database in the local stack. */
function urlOf(name: ServiceName): string {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const { postgresPort } = readStackSettings(process.env);
  const adminUrl = `postgres://postgres:${secretOf('postgres')}@127.0.0.1:${postgresPort}/postgres`;
  return roleUrl({ adminUrl, database, passwordOf: secretOf }, appOf(name));
}
