import type { EntityManager } from 'typeorm';

/** Milliseconds until the next timer by the time of the database, negative when it is late; null without any. */
export async function nextTimerInMs(tx: EntityManager): Promise<number | null> {
  const [row] = (await tx.query(
    'SELECT extract(epoch FROM min(due_at) - clock_timestamp())::float8 * 1000 AS ms FROM timers',
  )) as { ms: number | null }[];
  return row?.ms ?? null;
}
