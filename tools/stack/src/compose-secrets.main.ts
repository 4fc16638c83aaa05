import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '@harken/contracts';
import { appOf, rolesOf, roleUrl, secretFile } from '@harken/local-infrastructure';

// Makes each password once and lays it into the folder of the container that needs it. The folders are the
// fence: a container mounts its own alone, so the files in it may be readable by whatever user it runs as.
const root = process.env.SECRETS_VOLUME ?? '/secrets';
const host = process.env.POSTGRES_HOST ?? 'postgres';

const admin = join(root, 'admin');
const passwordOf = (role: string): string => secretFile(join(admin, role));

const publish = (folder: string, name: string, value: string): void => {
  const file = join(root, folder, name);
  mkdirSync(join(root, folder), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, value, { mode: 0o444 });
};

const superuser = passwordOf('postgres');
publish('postgres', 'password', superuser);
const adminUrl = `postgres://postgres@${host}:5432/postgres`;
for (const role of rolesOf(services)) passwordOf(role);
for (const service of services) {
  publish(service, 'database_url', roleUrl({ adminUrl, database: 'harken', passwordOf }, appOf(service)));
}
process.stdout.write(`secrets: ready for postgres and ${services.length} services\n`);
