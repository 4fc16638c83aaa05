import { type ComplaintStatus, complaintStatuses, type Severity, severities } from '@harken/contracts';
import { DateTime } from 'luxon';
import type { Team } from '../../teams/team.ts';

/** Open complaints that have status, severity and assignee in common. */
export interface BoardRow extends Readonly<BoardCounts> {
  readonly status: ComplaintStatus;
  readonly severity: Severity;
  readonly assignee: string | null;
}

export interface BoardCounts {
  open: number;
  /** A running clock has run out. */
  overdue: number;
  /** The next deadline of those that are not overdue. */
  dueWithinHour: number;
  dueToday: number;
  /** Before management. */
  escalated: number;
}

const zeroCounts = (): BoardCounts => ({ open: 0, overdue: 0, dueWithinHour: 0, dueToday: 0, escalated: 0 });

function sumOf(rows: readonly BoardCounts[]): BoardCounts {
  const sum = zeroCounts();
  for (const row of rows) for (const name of Object.keys(sum) as (keyof BoardCounts)[]) sum[name] += row[name];
  return sum;
}

/** What a team has before it. Members of whom nothing is open have their zeros; so do others who still hold some. */
export function boardOf({ id, name, members }: Pick<Team, 'id' | 'name' | 'members'>, rows: readonly BoardRow[]) {
  const per = <K extends string>(keys: readonly K[], keyOf: (row: BoardRow) => K) => {
    const found = Map.groupBy(rows, keyOf);
    return Object.fromEntries(keys.map((key) => [key, sumOf(found.get(key) ?? []).open])) as Record<K, number>;
  };
  const ofMember = (member: string) => sumOf(rows.filter(({ assignee }) => assignee === member));
  const known = new Set(members.map((member) => member.id));
  const strangers = [...new Set(rows.flatMap(({ assignee }) => assignee ?? []))]
    .filter((one) => !known.has(one))
    .sort();
  return {
    team: id,
    name,
    ...sumOf(rows),
    unassigned: sumOf(rows.filter(({ assignee }) => assignee === null)),
    byStatus: per(
      complaintStatuses.filter((status) => rows.some((row) => row.status === status)),
      ({ status }) => status,
    ),
    bySeverity: per(severities, ({ severity }) => severity),
    members: [
      ...members.map((member) => ({
        id: member.id,
        name: member.name,
        available: member.available,
        ...ofMember(member.id),
      })),
      ...strangers.map((stranger) => ({ id: stranger, name: stranger, available: false, ...ofMember(stranger) })),
    ],
  };
}

/** When the day ends where the team works. */
export const endOfDay = (now: Date, zone: string): Date =>
  DateTime.fromJSDate(now).setZone(zone).plus({ days: 1 }).startOf('day').toJSDate();
