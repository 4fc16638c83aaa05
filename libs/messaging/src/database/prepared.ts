import type { PoolClient } from 'pg';
import { QueryFailedError } from 'typeorm';
import type { Tx } from './transaction.ts';

/** A named statement that each connection parses and plans once; for statements that run with every batch. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
  /** Uses one plan for all values: for statements (over many partitions, say) whose planning takes longer than it saves. */
  readonly plannedOnce?: true;
}

const planOnce: Prepared = {
  name: 'messaging.plan-once',
  text: `SELECT set_config('plan_cache_mode', 'force_generic_plan', true)`,
};

/** A client that can send a write without waiting for its answer. */
interface Pipelined extends PoolClient {
  queryLater?(statement: Prepared & { values: unknown[] }): void;
}

export async function runPrepared<Row>(tx: Tx, statement: Prepared, values: readonly unknown[] = []): Promise<Row[]> {
  if (statement.plannedOnce) await runLater(tx, planOnce);
  const client = await clientOf(tx);
  return run<Row>(client, statement, values);
}

/**
 * For a write whose result nobody needs: if the connection allows it, it is sent together with the next statement. If it
 * fails, the next statement of the transaction (COMMIT at the latest) throws its error.
 */
export async function runLater(tx: Tx, statement: Prepared, values: readonly unknown[] = []): Promise<void> {
  if (!tx.queryRunner?.isTransactionActive)
    throw new TypeError('runLater needs a running transaction: COMMIT tells what failed');
  const client = await clientOf(tx);
  if (client.queryLater) client.queryLater({ ...statement, values: [...values] });
  else await run(client, statement, values);
}

async function clientOf(tx: Tx): Promise<Pipelined> {
  const client: Pipelined | undefined = await tx.queryRunner?.connect();
  if (!client) throw new TypeError('a prepared statement needs a running transaction');
  return client;
}

async function run<Row>(client: Pipelined, { name, text }: Prepared, values: readonly unknown[]): Promise<Row[]> {
  try {
    const { rows } = await client.query({ name, text, values: [...values] });
    return rows as Row[];
  } catch (error) {
    // The same error class as TypeORM's, so that it is classified, retried and logged the same way.
    throw new QueryFailedError(text, [...values], error instanceof Error ? error : new Error(String(error)));
  }
}
