import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { databaseSslFrom, tlsOptions } from '@harken/database';
import { accessSchema, ownerOf } from '@harken/local-infrastructure';
import { issueKey, listKeys, type NewKey, type Role, revokeKey, roles, rotateKey } from '@harken/service';
import { DataSource } from 'typeorm';
import { roleUrls } from './service-env.ts';
import { readStackSettings } from './settings.ts';
import { secretOf } from './stack-files.ts';

const usage = `Usage: npm run keys -- issue --role crm [--role ...] --name acme [--person anna] [--expires 2027-01-31]
       npm run keys -- rotate <id> [--expires 2027-01-31]     the next key of the same client, of the same person
       npm run keys -- list
       npm run keys -- revoke <id>
Roles: ${roles.join(', ')}`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    role: { type: 'string', multiple: true },
    name: { type: 'string' },
    person: { type: 'string' },
    expires: { type: 'string' },
  },
});
const [command, ...rest] = positionals;

/** ACCESS_OWNER_URL (or the file it is in) with DATABASE_SSL when it is set, else the database of the local stack. */
function connection() {
  const { ACCESS_OWNER_URL, ACCESS_OWNER_URL_FILE } = process.env;
  const ssl = () => tlsOptions(databaseSslFrom(process.env));
  if (ACCESS_OWNER_URL) return { url: ACCESS_OWNER_URL, ssl: ssl() };
  if (ACCESS_OWNER_URL_FILE) return { url: readFileSync(ACCESS_OWNER_URL_FILE, 'utf8').trim(), ssl: ssl() };
  const { postgresPort } = readStackSettings(process.env);
  const adminUrl = `postgres://postgres:${secretOf('postgres')}@127.0.0.1:${postgresPort}/postgres`;
  return { url: roleUrls(adminUrl)(ownerOf(accessSchema)), ssl: false };
}

async function withDatabase(work: (database: DataSource) => Promise<void>): Promise<void> {
  const options = { type: 'postgres', ...connection(), poolSize: 1, installExtensions: false } as const;
  const database = await new DataSource(options).initialize();
  try {
    await work(database);
  } finally {
    await database.destroy();
  }
}

const issue =
  (name: string, wanted: readonly string[], person?: string, expires?: string) => async (database: DataSource) => {
    show(await issueKey({ name, roles: wanted as readonly Role[], person, expiresAt: dateOf(expires) }, database));
  };

/** The old key stays valid, so that the client can change over. */
const rotate = (id: string, expires?: string) => async (database: DataSource) => {
  show(await rotateKey({ id, expiresAt: dateOf(expires) }, database));
  console.error(`The old key is still valid. Once the client uses the new one: keys revoke ${id}`);
};

const dateOf = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));

function show({ id, clientId, key }: NewKey): void {
  console.log(key);
  console.error(`Shown this once. Id ${id}, client ${clientId}.`);
}

/** For the first start: `{ role: key }` as JSON. */
const issueFirst = (wanted: readonly string[]) => async (database: DataSource) => {
  const keys: Record<string, string> = {};
  for (const role of wanted as readonly Role[]) {
    keys[role] = (await issueKey({ name: role.replaceAll('_', '-'), roles: [role] }, database)).key;
  }
  console.log(JSON.stringify(keys));
};

const list = async (database: DataSource) => {
  for (const key of await listKeys(database)) {
    const state = key.revokedAt ? `revoked ${key.revokedAt.toISOString()}` : 'live';
    const until = key.expiresAt ? `, until ${key.expiresAt.toISOString()}` : '';
    const person = key.person === null ? '' : `, person ${key.person}`;
    console.log(
      `${key.id}  ${key.name.padEnd(20)} ${key.roles.join(',').padEnd(24)} ${state}${until}, client ${key.clientId}${person}`,
    );
  }
};

const known = (wanted: readonly string[]) => wanted.every((role) => (roles as readonly string[]).includes(role));

function workOf(): ((database: DataSource) => Promise<void>) | undefined {
  const [id] = rest;
  if (command === 'list') return list;
  if (command === 'rotate' && id) return rotate(id, values.expires);
  if (command === 'revoke' && id) return (database) => revokeKey(id, database);
  if (command === 'issue-first' && known(rest)) return issueFirst(rest);
  if (command === 'issue' && values.name && values.role && known(values.role)) {
    return issue(values.name, values.role, values.person, values.expires);
  }
  return undefined;
}

const work = workOf();
if (!work) {
  console.error(usage);
  process.exitCode = 2;
} else {
  await withDatabase(work).catch((error: Error & { code?: string }) => {
    console.error(error.code === 'ECONNREFUSED' ? 'The database does not answer: is Harken running?' : error.message);
    process.exitCode = 1;
  });
}
