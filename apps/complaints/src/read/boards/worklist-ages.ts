/** How long an escalation has been open; `below` is a PostgreSQL interval, null for the last group. */
export const managementAges = [
  { age: 'under1h', below: '1 hour' },
  { age: 'under4h', below: '4 hours' },
  { age: 'under1d', below: '1 day' },
  { age: 'under3d', below: '3 days' },
  { age: 'older', below: null },
] as const;
export type ManagementAge = (typeof managementAges)[number]['age'];

/** The open escalations with the same level, age and handling. */
export interface WorklistRow {
  readonly level: number;
  readonly age: ManagementAge;
  /** Somebody has acted on it, and it is still open. */
  readonly acknowledged: boolean;
  readonly count: number;
  readonly overdue: number;
  readonly oldest: Date;
}

/** By level, the lowest first. Acknowledged ones are counted separately: they do not wait. */
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
