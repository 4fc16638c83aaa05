import { type Calendar, elapsed } from '../calendars/due-at.ts';

export const assignmentStrategies = ['round_robin', 'least_loaded', 'queue'] as const;
export type AssignmentStrategy = (typeof assignmentStrategies)[number];

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly available: boolean;
  /** RFC 3339; away until then, whatever `available` says. */
  readonly awayUntil?: string;
  /** The calendar the person works by: outside of it no new work comes. */
  readonly calendar?: string;
  /** BCP 47. None: not said. */
  readonly languages?: readonly string[];
  /** Categories, touchpoints, or names that rules ask for. */
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

/** What dealing out its work needs to know of a team. */
export interface LoadedTeam extends Pick<Team, 'id' | 'members' | 'assignment'> {
  /** Open complaints per person; read for `least_loaded` only. */
  readonly load: Readonly<Record<string, number>> | null;
}

/** When somebody is asked for, and the calendars that people work by. */
export interface Presence {
  readonly now: Date;
  readonly calendars: ReadonlyMap<string, Calendar>;
}

/** Whether new work may come. A calendar that is not there keeps nobody away. */
export function isAvailable({ available, awayUntil, calendar }: Member, { now, calendars }: Presence): boolean {
  if (!available || (awayUntil !== undefined && Date.parse(awayUntil) > now.getTime())) return false;
  const works = calendar === undefined ? undefined : calendars.get(calendar);
  return works === undefined || elapsed(now, new Date(now.getTime() + 1), works) > 0;
}
