import type { PoolClient } from 'pg';
import { QueryFailedError } from 'typeorm';
import type { Tx } from './transaction.ts';

/** A statement that each connection parses and plans once, under its name; for those that run with every batch. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
  /** Planned once for any values, where planning for the given ones (of many partitions, say) takes longer than it saves. */
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
 * For a write whose answer nobody needs: where the connection allows it, it shares the way with what comes next. When it
 * fails, whatever comes next in the transaction fails with it, COMMIT at the latest.
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
    // What TypeORM makes of it elsewhere: so it is told apart, retried and logged alike.
    throw new QueryFailedError(text, [...values], error instanceof Error ? error : new Error(String(error)));
  }
}
