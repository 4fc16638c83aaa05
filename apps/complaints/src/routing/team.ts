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
