import { type CalendarsById, elapsed } from '../calendars/due-at.ts';
import { nextOpening } from '../calendars/open-periods.ts';

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

/** When the next member who is not there comes, or comes again after the shift that runs; null: nobody as it stands. */
export function nextArrival(members: readonly Member[], presence: Presence): Date | null {
  const arrivals = members.flatMap((member) => (member.available ? (arrivalOf(member, presence) ?? []) : []));
  return arrivals.length > 0 ? new Date(Math.min(...arrivals.map((at) => at.getTime()))) : null;
}

function arrivalOf({ awayUntil, ...member }: Member, { now, calendars }: Presence): Date | null {
  const back = awayUntil !== undefined && Date.parse(awayUntil) > now.getTime() ? new Date(awayUntil) : null;
  if (back && isAvailable(member, { now: back, calendars })) return back;
  const works = member.calendar === undefined ? undefined : calendars.get(member.calendar);
  return works === undefined || works.kind === 'wall' ? null : nextOpening(works, back ?? now);
}
