import type { Journey, Touchpoint } from './journey.ts';

export const changeKinds = ['added', 'removed', 'moved', 'changed'] as const;
export const changedThings = ['journey', 'stage', 'touchpoint'] as const;

type Fields = Readonly<Record<string, unknown>>;

/** One thing that differs between two versions of a map. */
export interface JourneyChange {
  /** `moved` when its path differs, whatever else does. */
  readonly kind: (typeof changeKinds)[number];
  readonly of: (typeof changedThings)[number];
  readonly id: string;
  /** The fields that differ, as they were; null for what was added. */
  readonly before: Fields | null;
  readonly after: Fields | null;
}

interface Placed {
  readonly of: JourneyChange['of'];
  readonly id: string;
  readonly fields: Fields;
}

function placedOf(journeyId: string, { stages, ...journey }: Journey): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  const put = (of: Placed['of'], id: string, path: readonly string[], fields: object) =>
    placed.set(`${of} ${id}`, { of, id, fields: { path, ...fields } });
  const addTouchpoint = ({ touchpoints = [], id, ...fields }: Touchpoint, above: readonly string[]) => {
    const path = [...above, id];
    put('touchpoint', id, path, fields);
    for (const child of touchpoints) addTouchpoint(child, path);
  };
  put('journey', journeyId, [journeyId], journey);
  for (const { touchpoints, id, ...fields } of stages) {
    put('stage', id, [journeyId, id], fields);
    for (const touchpoint of touchpoints) addTouchpoint(touchpoint, [journeyId, id]);
  }
  return placed;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What differs between two versions of a map, in the order of the later one; what left it comes last. The order among
 * siblings is no difference.
 */
export function diffJourneys(journeyId: string, from: Journey, to: Journey): JourneyChange[] {
  const before = placedOf(journeyId, from);
  const after = placedOf(journeyId, to);
  const changes: JourneyChange[] = [];
  for (const [key, { of, id, fields }] of after) {
    const then = before.get(key)?.fields;
    if (!then) {
      changes.push({ kind: 'added', of, id, before: null, after: fields });
      continue;
    }
    const names = [...new Set([...Object.keys(then), ...Object.keys(fields)])];
    const differing = names.filter((name) => !same(then[name], fields[name]));
    if (differing.length === 0) continue;
    const kind = differing.includes('path') ? 'moved' : 'changed';
    changes.push({ kind, of, id, before: pick(then, differing), after: pick(fields, differing) });
  }
  for (const [key, { of, id, fields }] of before) {
    if (!after.has(key)) changes.push({ kind: 'removed', of, id, before: fields, after: null });
  }
  return changes;
}

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.filter((name) => name in fields).map((name) => [name, fields[name]]));
