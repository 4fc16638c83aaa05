import type { PoolClient } from 'pg';
import { QueryFailedError } from 'typeorm';
import type { Tx } from './transaction.ts';

/** A statement that each connection parses and plans once, under its name; for those that run with every batch. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

export async function runPrepared<Row>(
  tx: Tx,
  { name, text }: Prepared,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client: PoolClient | undefined = await tx.queryRunner?.connect();
  if (!client) throw new TypeError('a prepared statement needs a running transaction');
  try {
    const { rows } = await client.query({ name, text, values: [...values] });
    return rows as Row[];
  } catch (error) {
    // What TypeORM makes of it elsewhere: so it is told apart, retried and logged alike.
    throw new QueryFailedError(text, [...values], error instanceof Error ? error : new Error(String(error)));
  }
}
