import { isWithinRange } from '../policies/routing-rules/conditions.ts';
import { isAvailable, type LoadedTeam, type Member, type Presence } from '../teams/team.ts';

/** What a complaint needs of its assignee. */
export interface AssignmentRequest {
  readonly language: string | null;
  readonly category: string | null;
  readonly touchpoint: string | null;
  /** The skills that its routing rule asks for. */
  readonly skills: readonly string[];
}

export interface Assignments {
  /** One per request; null where nobody is available. */
  readonly assignees: readonly (string | null)[];
  /** Member ids; the one who got work longest ago comes first. */
  readonly rotation: readonly string[];
}

/**
 * Chooses the assignees. Only available members get work: of them the best matches, of those by rotation or by load.
 * The rotation is a list of people, not an index: a member who was passed over for a language is next for the other
 * complaints.
 */
export function assign(
  { members, assignment, load }: LoadedTeam,
  last: readonly string[],
  all: readonly AssignmentRequest[],
  presence: Presence,
): Assignments {
  const available = members.filter((member) => isAvailable(member, presence));
  const loads = new Map(Object.entries(load ?? {}));
  // Members without a turn so far come first, in the order of the team.
  const rotation = new Map<string, true>();
  for (const { id } of members) if (!last.includes(id)) rotation.set(id, true);
  const known = new Set(members.map(({ id }) => id));
  for (const id of last) if (known.has(id)) rotation.set(id, true);
  // The complaints of a batch are much alike: the best matches are found once per kind.
  const bestByKind = new Map<string, ReadonlySet<string>>();
  const bestFor = (request: AssignmentRequest): ReadonlySet<string> => {
    const kind = JSON.stringify([request.language, request.category, request.touchpoint, request.skills]);
    const found = bestByKind.get(kind) ?? new Set(bestMatches(available, request).map(({ id }) => id));
    bestByKind.set(kind, found);
    return found;
  };
  const assignees = all.map((request) => {
    const able = bestFor(request);
    const chosen = assignment === 'least_loaded' ? leastLoaded(able, loads) : nextInRotation(rotation.keys(), able);
    if (chosen === null) return null;
    loads.set(chosen, (loads.get(chosen) ?? 0) + 1);
    rotation.delete(chosen);
    rotation.set(chosen, true);
    return chosen;
  });
  return { assignees, rotation: [...rotation.keys()] };
}

function nextInRotation(rotation: Iterable<string>, able: ReadonlySet<string>): string | null {
  for (const id of rotation) if (able.has(id)) return id;
  return null;
}

/** The one with the fewest open complaints; among equals the first. */
export function leastLoaded(ids: Iterable<string>, load: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  for (const id of ids) if (best === null || (load.get(id) ?? 0) < (load.get(best) ?? 0)) best = id;
  return best;
}

/**
 * Language counts more than skill, and skill more than subject: a member who does not understand the customer is no
 * help. A penalty rules nobody out: an imperfect match is still assigned.
 */
function bestMatches(members: readonly Member[], request: AssignmentRequest): readonly Member[] {
  if (members.every(({ languages, skills }) => !languages?.length && !skills?.length)) return members;
  const rated = members.map((member) => ({ member, penalty: penaltyOf(member, request) }));
  const lowest = Math.min(...rated.map(({ penalty }) => penalty));
  return rated.filter(({ penalty }) => penalty === lowest).map(({ member }) => member);
}

function penaltyOf(
  { languages = [], skills = [] }: Member,
  { language, category, touchpoint, ...request }: AssignmentRequest,
): number {
  const able = new Set(skills.map((skill) => skill.toLowerCase()));
  const knows = (name: string | null) => name !== null && able.has(name.toLowerCase());
  const skilled = request.skills.every(knows);
  return languagePenalty(languages, language) * 4 + (skilled ? 0 : 2) + (knows(category) || knows(touchpoint) ? 0 : 1);
}

/** 0: speaks it; 1: no languages known; 2: speaks others only. */
function languagePenalty(spoken: readonly string[], language: string | null): number {
  if (language === null) return 0;
  if (spoken.length === 0) return 1;
  const tag = language.toLowerCase();
  const known = spoken.map((one) => one.toLowerCase());
  return known.some((one) => isWithinRange(tag, one) || isWithinRange(one, tag)) ? 0 : 2;
}
