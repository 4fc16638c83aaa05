/** How long something has stood before management; `below` as PostgreSQL writes an interval, none for all that is older. */
export const managementAges = [
  { age: 'under1h', below: '1 hour' },
  { age: 'under4h', below: '4 hours' },
  { age: 'under1d', below: '1 day' },
  { age: 'under3d', below: '3 days' },
  { age: 'older', below: null },
] as const;
export type ManagementAge = (typeof managementAges)[number]['age'];

/** Escalations that have level, age and handling in common. */
export interface WorklistRow {
  readonly level: number;
  readonly age: ManagementAge;
  /** Somebody has acted, and it is not over. */
  readonly acknowledged: boolean;
  readonly count: number;
  readonly overdue: number;
  readonly oldest: Date;
}

/** By level, the lowest first. What somebody has acted on is counted apart: it waits for nobody. */
export function countsByLevel(rows: readonly WorklistRow[], now: Date) {
  const levels = [...new Set(rows.map(({ level }) => level))].sort((a, b) => a - b);
  return levels.map((level) => {
    const ofLevel = rows.filter((row) => row.level === level);
    const waiting = ofLevel.filter(({ acknowledged }) => !acknowledged);
    const sum = (counted: readonly { count: number }[]) => counted.reduce((total, { count }) => total + count, 0);
    const oldest = waiting.reduce<Date | null>(
      (first, row) => (!first || row.oldest < first ? row.oldest : first),
      null,
    );
    return {
      level,
      waiting: sum(waiting),
      overdue: waiting.reduce((total, row) => total + row.overdue, 0),
      beingHandled: sum(ofLevel) - sum(waiting),
      oldestAt: oldest,
      oldestSeconds: oldest && (now.getTime() - oldest.getTime()) / 1000,
      byAge: Object.fromEntries(
        managementAges.map(({ age }) => [age, sum(waiting.filter((row) => row.age === age))]),
      ) as Record<ManagementAge, number>,
    };
  });
}
