import type { Tx } from '@harken/database';
import type { DataSource } from 'typeorm';

/** The key of the advisory lock for rolling up changes, as an SQL expression. */
export const rollUpLock = `hashtext('analytics.roll-up')`;

/** Runs `work` in a transaction while nobody else rolls up. The lock is taken before the snapshot. */
export async function withRollUpLock<T>(
  database: DataSource,
  isolation: 'READ COMMITTED' | 'REPEATABLE READ',
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const session = database.createQueryRunner();
  try {
    await session.query(`SELECT pg_advisory_lock(${rollUpLock})`);
    return await session.manager.transaction(isolation, work);
  } finally {
    // A broken connection has lost the lock with it. It goes back to the pool in any case.
    await session.query(`SELECT pg_advisory_unlock(${rollUpLock})`).finally(() => session.release());
  }
}
