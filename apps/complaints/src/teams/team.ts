import { type CalendarsById, elapsed } from '../calendars/due-at.ts';

export const assignmentStrategies = ['round_robin', 'least_loaded', 'queue'] as const;
export type AssignmentStrategy = (typeof assignmentStrategies)[number];

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly available: boolean;
  /** RFC 3339; absent until then, whatever `available` says. */
  readonly awayUntil?: string;
  /** The calendar the person works by: outside its hours no new work comes. */
  readonly calendar?: string;
  /** BCP 47. Empty: unknown. */
  readonly languages?: readonly string[];
  /** Categories, touchpoints, or skills that rules name. */
  readonly skills?: readonly string[];
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly members: readonly Member[];
  readonly assignment: AssignmentStrategy;
  readonly calendar: string | null;
  readonly department: string | null;
  readonly version: number;
}

/** The fields of a team that assignment needs. */
export interface LoadedTeam extends Pick<Team, 'id' | 'members' | 'assignment'> {
  /** Open complaints per member; read for `least_loaded` only. */
  readonly load: Readonly<Record<string, number>> | null;
}

/** The time to check, and the calendars of the members. */
export interface Presence {
  readonly now: Date;
  readonly calendars: CalendarsById;
}

/** Whether a member may get new work. A missing calendar does not make a member absent. */
export function isAvailable({ available, awayUntil, calendar }: Member, { now, calendars }: Presence): boolean {
  if (!available || (awayUntil !== undefined && Date.parse(awayUntil) > now.getTime())) return false;
  const works = calendar === undefined ? undefined : calendars.get(calendar);
  return works === undefined || elapsed(now, new Date(now.getTime() + 1), works) > 0;
}
