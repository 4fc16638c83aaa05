import { Bell } from '@harken/messaging';
import type { EntityManager } from 'typeorm';

/** Rung when a compensation is due sooner than its sleepers look by themselves. */
export const compensationTimersSignal = new Bell();

/** Milliseconds until the next one is due by the time of the database, negative when it is late; null without any. */
export async function nextCompensationInMs(tx: EntityManager): Promise<number | null> {
  const [row] = (await tx.query(
    `SELECT extract(epoch FROM min(step_at) - clock_timestamp())::float8 * 1000 AS ms
       FROM compensations WHERE step_at IS NOT NULL`,
  )) as { ms: number | null }[];
  return row?.ms ?? null;
}
