export const assignments = ['round_robin', 'least_loaded', 'queue'] as const;
export type Assignment = (typeof assignments)[number];

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly available: boolean;
  /** RFC 3339; away until then, whatever `available` says. */
  readonly awayUntil?: string;
  /** BCP 47. None: not said. */
  readonly languages?: readonly string[];
  /** Categories, touchpoints, or names that rules ask for. */
  readonly skills?: readonly string[];
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly members: readonly Member[];
  readonly assignment: Assignment;
  readonly calendar: string | null;
  readonly department: string | null;
  readonly version: number;
}

/** What dealing out its work needs to know of a team. */
export interface LoadedTeam extends Pick<Team, 'id' | 'members' | 'assignment'> {
  /** Open complaints per person; read for `least_loaded` only. */
  readonly load: Readonly<Record<string, number>> | null;
  readonly now: Date;
}

/** Whether new work may come. */
export const isThere = ({ available, awayUntil }: Member, now: Date): boolean =>
  available && (awayUntil === undefined || Date.parse(awayUntil) <= now.getTime());
