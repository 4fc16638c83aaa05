import { Bell } from '@harken/messaging';
import type { EntityManager } from 'typeorm';

/** Rung when deadlines are to be reckoned again. */
export const recomputationsSignal = new Bell();

/** Milliseconds until the next one by the time of the database; null without any. */
export async function nextRecomputationInMs(tx: EntityManager): Promise<number | null> {
  const [row] = (await tx.query(
    `SELECT extract(epoch FROM min(due_at) - clock_timestamp())::float8 * 1000 AS ms
       FROM recomputations WHERE done_at IS NULL`,
  )) as { ms: number | null }[];
  return row?.ms ?? null;
}
