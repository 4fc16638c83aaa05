import { Client, type ClientConfig } from 'pg';
import { createRole, rolesOf, setPassword, setUpDatabase } from './roles.ts';

export interface Provisioning {
  /** A superuser's address. */
  readonly adminUrl: string;
  readonly database: string;
  readonly services: readonly string[];
  readonly passwordOf: (role: string) => string;
  readonly ssl?: ClientConfig['ssl'];
  /** false leaves the passwords of roles that are there as they are. */
  readonly renewPasswords?: boolean;
}

/** Creates the database, its schemas and its roles, or brings them back to what they should be. */
export async function provision(wanted: Provisioning): Promise<{ urlOf(role: string): string }> {
  await withClient(
    wanted.adminUrl,
    async (client) => {
      await provisionRoles(client, wanted);
      const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [wanted.database]);
      if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(wanted.database)}`);
    },
    wanted.ssl,
  );
  const inside = withDatabase(wanted.adminUrl, wanted.database);
  await withClient(inside, (client) => client.query(setUpDatabase(wanted.database, wanted.services)), wanted.ssl);
  return { urlOf: (role) => roleUrl(wanted, role) };
}

export function roleUrl({ adminUrl, database, passwordOf }: Omit<Provisioning, 'services'>, role: string): string {
  const url = new URL(withDatabase(adminUrl, database));
  url.username = role;
  url.password = encodeURIComponent(passwordOf(role));
  return url.href;
}

export function withDatabase(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

export async function withClient<T>(
  url: string,
  work: (client: Client) => Promise<T>,
  ssl: ClientConfig['ssl'] = false,
): Promise<T> {
  const client = new Client({ connectionString: url, ssl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function provisionRoles(client: Client, wanted: Provisioning): Promise<void> {
  const roles = rolesOf(wanted.services);
  await client.query('BEGIN');
  // Roles belong to the whole server: two provisionings at once would trip over each other.
  await client.query("SELECT pg_advisory_xact_lock(hashtext('harken.provision'))");
  const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY($1)', [
    roles,
  ]);
  const there = new Set(rows.map((row) => row.rolname));
  for (const role of roles) {
    if (!there.has(role)) await client.query(createRole(role));
    if (!there.has(role) || wanted.renewPasswords !== false)
      await client.query(setPassword(role, wanted.passwordOf(role)));
  }
  await client.query('COMMIT');
}
