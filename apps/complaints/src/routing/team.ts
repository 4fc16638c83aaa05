export const assignments = ['round_robin', 'least_loaded', 'queue'] as const;
export type Assignment = (typeof assignments)[number];

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly available: boolean;
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
}

export const hasTurns = ({ members, assignment }: Pick<Team, 'members' | 'assignment'>): boolean =>
  assignment !== 'queue' && members.some(({ available }) => available);

/** Whose work the next `count` complaints are, after the one who was last. */
export function deal({ members, assignment, load }: LoadedTeam, last: string | null, count: number): (string | null)[] {
  if (assignment === 'least_loaded') return dealByLoad(members, new Map(Object.entries(load ?? {})), count);
  let before = last;
  return Array.from({ length: count }, () => {
    before = nextInTurn(members, before);
    return before;
  });
}

function dealByLoad(members: readonly Member[], load: Map<string, number>, count: number): (string | null)[] {
  return Array.from({ length: count }, () => {
    const assignee = leastLoaded(members, load);
    if (assignee) load.set(assignee, (load.get(assignee) ?? 0) + 1);
    return assignee;
  });
}

/** The available member whose turn it is after `last`; after the last one the first. */
export function nextInTurn(members: readonly Member[], last: string | null): string | null {
  const after = members.findIndex(({ id }) => id === last) + 1;
  const turn = [...members.slice(after), ...members.slice(0, after)];
  return turn.find(({ available }) => available)?.id ?? null;
}

/** The available member with the fewest open complaints; among equals the first of the list. */
export function leastLoaded(members: readonly Member[], load: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  for (const { id, available } of members) {
    if (!available) continue;
    if (best === null || (load.get(id) ?? 0) < (load.get(best) ?? 0)) best = id;
  }
  return best;
}
