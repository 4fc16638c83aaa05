import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import { type DatabaseSsl, tlsOptions } from './database-ssl.ts';
import { PipelinedClient } from './pipelined-client.ts';
import { setSocketTimeout } from './socket-timeout.ts';

export interface DatabaseOptions {
  readonly url: string;
  readonly ssl?: DatabaseSsl;
  readonly schema: string;
  readonly applicationName: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly entities?: readonly EntitySchema[];
  readonly migrations?: readonly (new () => MigrationInterface)[];
  readonly logger?: { warn(details: object, message: string): void };
}

/** The database cancels slow statements itself. If it does not even send that error, the host is gone. */
const responseGraceMs = 5_000;

/** A TypeORM DataSource, not yet connected, with the schema of the service as search path. */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    ssl: tlsOptions(options.ssl),
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
      // Without a statement timeout, as in migrations, a statement may take any time.
      ...(options.statementTimeoutMs > 0 && {
        onConnect: (client: unknown) => setSocketTimeout(client, options.statementTimeoutMs + responseGraceMs),
      }),
      options: `-c search_path=${options.schema}`,
    },
  });
}
