import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import type { Logger } from '../operations/logger.ts';
import { PipelinedClient } from './pipelined-client.ts';
import { hangUpWhenSilent } from './silent-host.ts';

export interface DatabaseOptions {
  readonly url: string;
  readonly schema: string;
  readonly applicationName: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly entities?: readonly EntitySchema[];
  readonly migrations?: readonly (new () => MigrationInterface)[];
  readonly logger?: Logger;
}

/** The database ends a statement that takes too long and says so: who does not even do that is gone. */
const silenceMs = 5_000;

/** A DataSource over pg's pool, not yet connected. Everything runs with the schema of the service as search path. */
export function databaseOf(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    entities: [...(options.entities ?? [])],
    migrations: [...(options.migrations ?? [])],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    poolErrorHandler: (error: unknown) => options.logger?.warn({ err: error }, 'an idle database connection ended'),
    extra: {
      Client: PipelinedClient,
      max: options.poolSize,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      statement_timeout: options.statementTimeoutMs,
      idle_in_transaction_session_timeout: 60_000,
      // Without a limit, as in migrations, an answer may take any time.
      ...(options.statementTimeoutMs > 0 && {
        onConnect: (client: unknown) => hangUpWhenSilent(client, options.statementTimeoutMs + silenceMs),
      }),
      options: `-c search_path=${options.schema}`,
    },
  });
}
