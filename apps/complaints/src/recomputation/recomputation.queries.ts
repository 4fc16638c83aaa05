import { CommitSignal } from '@harken/database';
import type { EntityManager } from 'typeorm';

/** Notified when a recomputation is scheduled. */
export const recomputationsSignal = new CommitSignal();

/** Milliseconds until the next one by database time; null without any. */
export async function nextRecomputationInMs(tx: EntityManager): Promise<number | null> {
  const [row] = (await tx.query(
    `SELECT extract(epoch FROM min(due_at) - clock_timestamp())::float8 * 1000 AS ms
       FROM recomputations WHERE done_at IS NULL`,
  )) as { ms: number | null }[];
  return row?.ms ?? null;
}
