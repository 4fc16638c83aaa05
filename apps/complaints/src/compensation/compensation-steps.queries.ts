import { CommitSignal } from '@harken/database';
import type { EntityManager } from 'typeorm';

/** Notified when a compensation is due before the worker wakes by itself. */
export const compensationTimersSignal = new CommitSignal();

/** Milliseconds until the next one is due by database time, negative when it is late; null without any. */
export async function nextCompensationInMs(tx: EntityManager): Promise<number | null> {
  const [row] = (await tx.query(
    `SELECT extract(epoch FROM min(step_at) - clock_timestamp())::float8 * 1000 AS ms
       FROM compensations WHERE step_at IS NOT NULL`,
  )) as { ms: number | null }[];
  return row?.ms ?? null;
}
