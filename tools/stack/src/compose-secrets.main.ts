import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '@harken/contracts';
import { appOf, rolesOf, roleUrl, secretFile } from '@harken/local-infrastructure';

// Makes each password and the key of the webhook secrets once, and lays each into the folder of the container that needs it. The folders are the
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

// Whatever was sealed with it could not be opened with another one.
const given = process.env.SECRETS_KEY || undefined;
const secretsKey = secretFile(join(admin, 'secrets_key'), given ? () => given : undefined);
if (given && given !== secretsKey) {
  throw new Error('SECRETS_KEY is not the one that the volume holds in admin/secrets_key. Once set it must stay.');
}
publish('notifications', 'secrets_key', secretsKey);

process.stdout.write(`secrets: ready for postgres and ${services.length} services\n`);
