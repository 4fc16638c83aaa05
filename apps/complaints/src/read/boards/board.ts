import { type ComplaintStatus, complaintStatuses, type Severity, severities } from '@harken/contracts';
import type { TimeZone } from '@harken/service/time';
import type { Team } from '../../teams/team.ts';

/** The open complaints with the same status, severity and assignee. */
export interface BoardRow extends Readonly<BoardCounts> {
  readonly status: ComplaintStatus;
  readonly severity: Severity;
  readonly assignee: string | null;
}

export interface BoardCounts {
  open: number;
  /** Complaints with a running clock past its deadline. */
  overdue: number;
  /** By the next deadline; overdue ones are not counted. */
  dueWithinHour: number;
  dueToday: number;
  /** Complaints with an open escalation to management. */
  escalated: number;
}

const zeroCounts = (): BoardCounts => ({ open: 0, overdue: 0, dueWithinHour: 0, dueToday: 0, escalated: 0 });

function sumOf(rows: readonly BoardCounts[]): BoardCounts {
  const sum = zeroCounts();
  for (const row of rows) for (const name of Object.keys(sum) as (keyof BoardCounts)[]) sum[name] += row[name];
  return sum;
}

/** The open work of a team. Members without open complaints count zero; others who still hold some are listed too. */
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

/** When today ends in this zone. */
export const endOfDay = (now: Date, zone: TimeZone): Date => new Date(zone.next('day', now.getTime()));
