import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ComposeAddresses {
  readonly adminUrl: string;
  readonly database: string;
  readonly passwordOf: (role: string) => string;
  readonly brokers: readonly string[];
}

/** Where the jobs of the compose file find database, broker and passwords. */
export function composeAddresses(env: NodeJS.ProcessEnv = process.env): ComposeAddresses {
  const secrets = env.SECRETS_DIR ?? '/run/secrets';
  const passwordOf = (role: string): string => readFileSync(join(secrets, role), 'utf8').trim();
  const adminUrl = new URL(`postgres://${env.POSTGRES_HOST ?? 'postgres'}:5432/postgres`);
  adminUrl.username = 'postgres';
  adminUrl.password = encodeURIComponent(passwordOf('postgres'));
  return {
    adminUrl: adminUrl.href,
    database: 'harken',
    passwordOf,
    brokers: (env.KAFKA_BROKERS ?? 'kafka:9092').split(','),
  };
}
