import { createHash } from 'node:crypto';
import type { PoolClient, QueryConfig } from 'pg';
import { QueryFailedError } from 'typeorm';
import { managerOf, type Reader, type Tx } from '../transactions/transaction.ts';

export interface StatementOptions {
  /**
   * `once`: one plan for all values, for statements (over many partitions, say) whose planning takes longer than it saves.
   * `each-time`: a new plan for the values of each call. By default PostgreSQL decides.
   */
  readonly plan?: 'once' | 'each-time';
}

/** An SQL statement that each connection parses once. */
export interface Statement<Row> {
  query(reader: Reader, values?: readonly unknown[]): Promise<Row[]>;
  /** The first row; throws if there is none. */
  queryOne(reader: Reader, values?: readonly unknown[]): Promise<Row>;
  /**
   * For a write whose result nobody needs: it is sent together with the next statement. If it fails, the next statement of
   * the transaction (COMMIT at the latest) throws its error.
   */
  write(tx: Tx, values?: readonly unknown[]): Promise<void>;
}

/** Make each statement once, outside of functions: every text stays prepared as long as its connection lives. */
export function sql<Row = unknown>(text: string, { plan }: StatementOptions = {}): Statement<Row> {
  const prepared = plan !== 'each-time';
  const name = prepared ? createHash('sha1').update(text).digest('base64url') : undefined;
  const configOf = (values: readonly unknown[]): QueryConfig => ({ ...(name && { name }), text, values: [...values] });
  const statement: Statement<Row> = {
    async query(reader, values = []) {
      if (plan === 'once') await planOnce.write(managerOf(reader));
      return withClient(reader, (client) => run<Row>(client, configOf(values)));
    },
    async queryOne(reader, values) {
      const [row] = await statement.query(reader, values);
      if (row === undefined) throw new TypeError('The database gave no row.');
      return row;
    },
    async write(tx, values = []) {
      if (!tx.queryRunner?.isTransactionActive)
        throw new TypeError('write needs a running transaction: COMMIT tells what failed');
      const client: Pipelined = await tx.queryRunner.connect();
      if (client.queryLater) client.queryLater(configOf(values));
      else await run(client, configOf(values));
    },
  };
  return statement;
}

/** Milliseconds until the time that the SELECT gives, by the time of the database: negative when it is past, null without one. */
export function millisecondsUntil(
  select: string,
): (reader: Reader, values?: readonly unknown[]) => Promise<number | null> {
  const statement = sql<{ ms: number | null }>(
    `SELECT extract(epoch FROM (${select}) - clock_timestamp())::float8 * 1000 AS ms`,
  );
  return async (reader, values) => (await statement.queryOne(reader, values)).ms;
}

const planOnce = sql(`SELECT set_config('plan_cache_mode', 'force_generic_plan', true)`);

/** A client that can send a write without waiting for its answer. */
interface Pipelined extends PoolClient {
  queryLater?(statement: QueryConfig): void;
}

async function withClient<Result>(reader: Reader, work: (client: Pipelined) => Promise<Result>): Promise<Result> {
  const manager = managerOf(reader);
  if (manager.queryRunner) return work(await manager.queryRunner.connect());
  const runner = manager.dataSource.createQueryRunner();
  try {
    return await work(await runner.connect());
  } finally {
    await runner.release();
  }
}

async function run<Row>(client: Pipelined, config: QueryConfig): Promise<Row[]> {
  try {
    const { rows } = await client.query(config);
    return rows as Row[];
  } catch (error) {
    // The same error class as TypeORM's, so that it is classified, retried and logged the same way.
    throw new QueryFailedError(config.text, config.values, error instanceof Error ? error : new Error(String(error)));
  }
}
