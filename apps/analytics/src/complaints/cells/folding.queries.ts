import type { Tx } from '@harken/messaging';
import type { DataSource } from 'typeorm';

/** The key of the lock under which changes are folded, as an expression. */
export const foldingLock = `hashtext('analytics.folding')`;

/** A transaction while nobody else folds: the lock is taken before its snapshot. */
export async function aloneFolding<T>(
  database: DataSource,
  isolation: 'READ COMMITTED' | 'REPEATABLE READ',
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const session = database.createQueryRunner();
  try {
    await session.query(`SELECT pg_advisory_lock(${foldingLock})`);
    return await session.manager.transaction(isolation, work);
  } finally {
    // A connection that died has lost the lock with it, and goes back to the pool all the same.
    await session.query(`SELECT pg_advisory_unlock(${foldingLock})`).finally(() => session.release());
  }
}
