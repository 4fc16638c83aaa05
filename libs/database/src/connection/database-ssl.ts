import { readFileSync } from 'node:fs';

/** As libpq has them. `require` encrypts and trusts any certificate; `verify-ca` checks who signed it, `verify-full` its host too. */
export const databaseSslModes = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
export type DatabaseSslMode = (typeof databaseSslModes)[number];

/** How a connection to PostgreSQL is encrypted. */
export interface DatabaseSsl {
  readonly mode: DatabaseSslMode;
  /** Certificates that are trusted, PEM; without them the well-known ones of Node. */
  readonly ca?: string | undefined;
}

interface TlsOptions {
  readonly ca?: string;
  readonly rejectUnauthorized?: boolean;
  readonly checkServerIdentity?: () => undefined;
}

/** The `ssl` of pg and TypeORM; false: not encrypted. */
export function tlsOptions(ssl: DatabaseSsl | undefined): TlsOptions | false {
  if (!ssl || ssl.mode === 'disable') return false;
  const { mode } = ssl;
  const ca = ssl.ca ? { ca: ssl.ca } : {};
  if (mode === 'require') return { ...ca, rejectUnauthorized: false };
  return mode === 'verify-ca' ? { ...ca, checkServerIdentity: () => undefined } : ca;
}

/**
 * DATABASE_SSL and DATABASE_SSL_CA (or DATABASE_SSL_CA_FILE) of the environment, for command line tools. Services read the
 * same names as settings. Throws an Error for a mode that does not exist and a file that cannot be read.
 */
export function databaseSslFrom(env: Readonly<Record<string, string | undefined>>): DatabaseSsl {
  const mode = databaseSslModes.find((one) => one === (env.DATABASE_SSL || 'disable'));
  if (!mode) throw new Error(`DATABASE_SSL must be one of ${databaseSslModes.join(', ')}.`);
  const { DATABASE_SSL_CA: ca, DATABASE_SSL_CA_FILE: file } = env;
  return { mode, ca: ca || (file ? readFileSync(file, 'utf8') : undefined) };
}
