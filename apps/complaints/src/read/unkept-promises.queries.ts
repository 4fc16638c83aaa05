import { type Reader, sql } from '@harken/database';

/** A scrape reads no more rows than this. */
export const maxCounted = 10_000;

// By the index clocks_overdue: clocks that are met or cancelled are not in it.
const selectOverdue = sql<{ clock: string; count: number }>(`
  SELECT clock, count(*)::int AS count
    FROM (SELECT k.clock FROM clocks k WHERE k.met_at IS NULL AND k.due_at <= now()
           ORDER BY k.due_at LIMIT ${maxCounted}) AS overdue
   GROUP BY clock`);

/** Clocks past their deadline that nobody met, by clock. */
export async function countOverdueClocks(db: Reader): Promise<ReadonlyMap<string, number>> {
  return new Map((await selectOverdue.query(db)).map(({ clock, count }) => [clock, count]));
}

// By the index escalations_nobody.
const selectNobody = sql<{ count: number }>(`
  SELECT count(*)::int AS count
    FROM (SELECT FROM escalations e
           WHERE e.closed_at IS NULL AND e.level IS NOT NULL AND coalesce(e.people, '[]') = '[]'
           LIMIT ${maxCounted}) AS nobody`);

/** Open escalations to management that name nobody: their level has no people. */
export async function countEscalationsToNobody(db: Reader): Promise<number> {
  return (await selectNobody.queryOne(db)).count;
}
