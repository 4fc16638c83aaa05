import { FieldErrors } from '@harken/errors';
import type { PeopleById } from '../../people/person.ts';

/** A manager of a level. Without a team or department: for all complaints. */
export interface Manager {
  readonly id: string;
  readonly name: string;
  readonly role: string | null;
  readonly team: string | null;
  readonly department: string | null;
  /** Deputies while they are away, in this order; people of any level. */
  readonly deputies: readonly string[];
  readonly available: boolean;
  /** RFC 3339. */
  readonly awayUntil: string | null;
}

export interface ManagementLevel {
  readonly level: number;
  readonly people: readonly Manager[];
}

export interface ManagementLevels {
  readonly levels: readonly ManagementLevel[];
}

/** A manager that a complaint was escalated to. */
export interface ReachedPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string | null;
  /** The id of the absent manager. */
  readonly deputyFor: string | null;
}

/** The management levels above the teams. */
export interface Hierarchy {
  /** Empty: none are published; levels are then numbers without people. */
  readonly levels: readonly ManagementLevel[];
  /** The department of each team, if a level uses departments. */
  readonly departments: Readonly<Record<string, string>>;
  /** The list of people: for who is in it, name, absence and deputy come from there. */
  readonly people: PeopleById;
}

export const emptyHierarchy: Hierarchy = { levels: [], departments: {}, people: new Map() };

export interface EscalationStep {
  readonly level: number;
  /** ISO 8601, counted from the breach. */
  readonly after: string;
  /** The people of this level under this policy; else those of the management levels. */
  readonly people?: readonly string[] | undefined;
  /** ISO 8601: the time this level has before the next one is asked; no limit without it. */
  readonly actWithin?: string | undefined;
}

export type EscalationChain = readonly Pick<EscalationStep, 'level' | 'people' | 'actWithin'>[];

/** The team, the chain and the time to look people up for. */
export interface EscalationLookup {
  readonly team: string;
  readonly chain: EscalationChain;
  readonly now: Date;
}

/** The level and the people that an escalation reaches. */
export interface EscalationTarget {
  readonly level: number;
  /** null: no management levels are published. */
  readonly people: readonly ReachedPerson[] | null;
  /** Levels without people: skipped, or reached because all above are empty too. */
  readonly empty: readonly number[];
}

/** The highest level. */
export const topLevelOf = ({ levels }: Hierarchy, chain: EscalationChain): number =>
  Math.max(0, ...levels.map(({ level }) => level), ...chain.map(({ level }) => level));

/**
 * Finds the first level from `level` on that has people for the team; if there is none, the highest one, without
 * people.
 */
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

/** The people of a level for a team, each once; an absent manager is replaced by the first available deputy. */
export function peopleOf(
  level: number,
  { levels, departments, people }: Hierarchy,
  { team, chain, now }: EscalationLookup,
): ReachedPerson[] {
  const found = new Map<string, ReachedPerson>();
  const managers = levels.flatMap((one) => one.people);
  const find = (id: string): Manager | undefined => {
    const manager = managers.find((one) => one.id === id) ?? (people.has(id) ? unknownManager(id) : undefined);
    return manager && asPerson(manager, people);
  };
  const named = chain.find((step) => step.level === level)?.people;
  const meant = named
    ? named.map((id) => find(id) ?? unknownManager(id))
    : levels
        .filter((one) => one.level === level)
        .flatMap((one) => one.people.filter((manager) => isResponsibleFor(manager, team, departments)))
        .map((manager) => asPerson(manager, people));
  for (const manager of meant) {
    const present = availableFor(manager, find, now);
    // A manager who is present in person is not listed as deputy as well.
    if (present && (present === manager || !found.has(present.id)))
      found.set(present.id, toPerson(present, present === manager ? null : manager.id));
  }
  return [...found.values()];
}

/** With name, absence and deputy of the person, if the id is one of the list. */
function asPerson(manager: Manager, people: PeopleById): Manager {
  const person = people.get(manager.id);
  if (!person) return manager;
  const { name, deputy, awayUntil } = person;
  const deputies = deputy === null ? manager.deputies : [deputy];
  return { ...manager, name, deputies, awayUntil: awayUntil?.toISOString() ?? null };
}

/** A manager that a policy names and no level contains. */
const unknownManager = (id: string): Manager => ({
  ...{ id, name: id, role: null, team: null, department: null, deputies: [], available: true },
  awayUntil: null,
});

const isResponsibleFor = ({ team, department }: Manager, of: string, departments: Hierarchy['departments']): boolean =>
  (team === null || team === of) && (department === null || department === departments[of]);

/** Breadth first: deputies come before the deputies' deputies, and nobody is visited twice. */
function availableFor(manager: Manager, find: (id: string) => Manager | undefined, now: Date): Manager | undefined {
  const asked = new Set([manager.id]);
  const queue = [manager];
  for (let one = queue.shift(); one; one = queue.shift()) {
    if (isAvailable(one, now)) return one;
    for (const id of one.deputies) {
      const deputy = find(id);
      if (!deputy || asked.has(id)) continue;
      asked.add(id);
      queue.push(deputy);
    }
  }
  return undefined;
}

const isAvailable = ({ available, awayUntil }: Manager, now: Date): boolean =>
  available && (awayUntil === null || Date.parse(awayUntil) <= now.getTime());

const toPerson = ({ id, name, role }: Manager, deputyFor: string | null): ReachedPerson => ({
  id,
  name,
  role,
  deputyFor,
});

/** Throws with every fault of the levels. */
export function assertValidLevels(
  levels: readonly ManagementLevel[],
  teams: ReadonlySet<string>,
  people: ReadonlySet<string>,
): void {
  const known = new Set([...people, ...levels.flatMap((one) => one.people.map(({ id }) => id))]);
  const errors = new FieldErrors();
  for (const [index, { level, people }] of levels.entries()) {
    const at = errors.at('levels', index);
    const below = levels[index - 1];
    at.at('level').addIf(
      below !== undefined && level <= below.level,
      'management-levels.wrong-order',
      'Levels go upwards, each once.',
    );
    for (const nth of people.keys()) checkPerson(people, nth, { errors: at.at('people', nth), known, teams });
  }
  errors.throwIfAny('management-levels.invalid', 'The levels of management hold faults.');
}

interface PersonScope {
  readonly errors: FieldErrors;
  readonly known: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
}

function checkPerson(people: readonly Manager[], nth: number, { errors, known, teams }: PersonScope): void {
  const { id, team, department, deputies } = people[nth] as Manager;
  const same = people.findIndex((one) => one.id === id && one.team === team && one.department === department);
  errors.at('id').addIf(same < nth, 'management-levels.repeated-person', `${id} is there twice.`);
  if (team !== null) {
    const both = department !== null;
    errors.at('department').addIf(both, 'management-levels.team-and-department', 'Either a team or a department.');
    errors.at('team').addIf(!teams.has(team), 'management-levels.unknown-team', `There is no team ${team}.`);
  }
  for (const [index, deputy] of deputies.entries()) {
    const at = errors.at('deputies', index);
    if (deputy === id) at.add('management-levels.own-deputy', 'Nobody is their own deputy.');
    else if (!known.has(deputy))
      at.add(
        'management-levels.unknown-deputy',
        `${deputy} is neither among the people of any level nor in the list of people.`,
      );
  }
}
