/** Somebody of a level. Without a team or department: for all complaints. */
export interface Manager {
  readonly id: string;
  readonly name: string;
  readonly role: string | null;
  readonly team: string | null;
  readonly department: string | null;
  /** Who acts for them while they are away, in this order; people of any level. */
  readonly deputies: readonly string[];
  readonly available: boolean;
  /** RFC 3339. */
  readonly awayUntil: string | null;
}

export interface ManagementLevel {
  readonly level: number;
  readonly people: readonly Manager[];
}

/** Before whom a complaint stands. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: string | null;
  /** The one who is away. */
  readonly deputyFor: string | null;
}

/** Who stands above the teams at this moment. */
export interface Hierarchy {
  /** Empty: nobody has said who they are; levels are then numbers without people. */
  readonly levels: readonly ManagementLevel[];
  /** The department of each team, where a level asks for it. */
  readonly departments: Readonly<Record<string, string>>;
}

export const emptyHierarchy: Hierarchy = { levels: [], departments: {} };

export interface EscalationStep {
  readonly level: number;
  /** ISO 8601, counted from the breach. */
  readonly after: string;
  /** Who stands on this level under this policy; else whoever the level has. */
  readonly people?: readonly string[] | undefined;
  /** ISO 8601: how long this level may take before the complaint goes to the next one; without it, for ever. */
  readonly actWithin?: string | undefined;
}

export type EscalationChain = readonly Pick<EscalationStep, 'level' | 'people' | 'actWithin'>[];

/** For whom somebody is looked for, under which ladder. */
export interface EscalationLookup {
  readonly team: string;
  readonly chain: EscalationChain;
  readonly now: Date;
}

/** Where a complaint that is meant for a level comes to stand. */
export interface EscalationTarget {
  readonly level: number;
  /** null: nobody has said who they are. */
  readonly people: readonly Person[] | null;
  /** The levels that were passed, or that it stands before all the same: nobody is there. */
  readonly empty: readonly number[];
}

/** The highest level there is. */
export const topLevelOf = ({ levels }: Hierarchy, chain: EscalationChain): number =>
  Math.max(0, ...levels.map(({ level }) => level), ...chain.map(({ level }) => level));

/** The first level from `level` on that has people for the team; where there is none, the highest one, without people. */
export function resolveEscalationTarget(
  level: number,
  hierarchy: Hierarchy,
  lookup: EscalationLookup,
): EscalationTarget {
  if (hierarchy.levels.length === 0 && !lookup.chain.some(({ people }) => people))
    return { level, people: null, empty: [] };
  const empty: number[] = [];
  const top = Math.max(level, topLevelOf(hierarchy, lookup.chain));
  for (let at = level; at <= top; at += 1) {
    const people = peopleOf(at, hierarchy, lookup);
    if (people.length > 0) return { level: at, people, empty };
    empty.push(at);
  }
  return { level: top, people: [], empty };
}

/** The people of a level for a team, each once; for those who are away the first deputy who is there. */
export function peopleOf(
  level: number,
  { levels, departments }: Hierarchy,
  { team, chain, now }: EscalationLookup,
): Person[] {
  const found = new Map<string, Person>();
  const everybody = levels.flatMap(({ people }) => people);
  const named = chain.find((step) => step.level === level)?.people;
  const meant = named
    ? named.map((id) => everybody.find((one) => one.id === id) ?? unknownManager(id))
    : levels
        .filter((one) => one.level === level)
        .flatMap(({ people }) => people.filter((one) => isResponsibleFor(one, team, departments)));
  for (const manager of meant) {
    const present = availableFor(manager, everybody, now);
    // Whoever is there in their own right is no deputy as well.
    if (present && (present === manager || !found.has(present.id)))
      found.set(present.id, toPerson(present, present === manager ? null : manager.id));
  }
  return [...found.values()];
}

/** Whom a policy names and no level knows. */
const unknownManager = (id: string): Manager => ({
  ...{ id, name: id, role: null, team: null, department: null, deputies: [], available: true },
  awayUntil: null,
});

const isResponsibleFor = ({ team, department }: Manager, of: string, departments: Hierarchy['departments']): boolean =>
  (team === null || team === of) && (department === null || department === departments[of]);

/** Breadth first, so that a deputy comes before the deputy's deputies, and nobody is asked twice. */
function availableFor(manager: Manager, everybody: readonly Manager[], now: Date): Manager | undefined {
  const asked = new Set([manager.id]);
  const queue = [manager];
  for (let one = queue.shift(); one; one = queue.shift()) {
    if (isAvailable(one, now)) return one;
    for (const id of one.deputies) {
      const deputy = everybody.find((other) => other.id === id);
      if (!deputy || asked.has(id)) continue;
      asked.add(id);
      queue.push(deputy);
    }
  }
  return undefined;
}

const isAvailable = ({ available, awayUntil }: Manager, now: Date): boolean =>
  available && (awayUntil === null || Date.parse(awayUntil) <= now.getTime());

const toPerson = ({ id, name, role }: Manager, deputyFor: string | null): Person => ({ id, name, role, deputyFor });
