import type { Fault } from '@harken/errors';

const deepest = 64;

const pointerTo = (parent: string, key: string | number): string =>
  `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

const unsafeText = (text: string): string | undefined => {
  if (text.includes('\0')) return 'must not contain the NUL character';
  if (!text.isWellFormed()) return 'must be well-formed Unicode: half of a surrogate pair stands alone';
  return undefined;
};

/**
 * What JSON can say and no database takes: NUL characters, lone surrogates, numbers beyond a double,
 * nesting without end. Found before anything else looks at the value.
 */
export function unsafeValues(value: unknown, pointer = ''): Fault[] {
  return isSafe(value, 0) ? [] : faultsIn(value, pointer, 0);
}

/** Most values are: they are only looked at, nothing is built for them. */
function isSafe(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return unsafeText(value) === undefined;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= deepest) return false;
  if (Array.isArray(value)) return value.every((item) => isSafe(item, depth + 1));
  for (const key in value) {
    if (unsafeName(key) !== undefined || !isSafe((value as Record<string, unknown>)[key], depth + 1)) return false;
  }
  return true;
}

function faultsIn(value: unknown, pointer: string, depth: number): Fault[] {
  if (typeof value === 'string') {
    const detail = unsafeText(value);
    return detail ? [{ pointer, code: 'wrong-characters', detail }] : [];
  }
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? []
      : [{ pointer, code: 'out-of-range', detail: 'must be a number of ordinary size' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (depth >= deepest)
    return [{ pointer, code: 'too-deep', detail: `must not be nested deeper than ${deepest} levels` }];
  return Array.isArray(value)
    ? value.flatMap((item, index) => faultsIn(item, pointerTo(pointer, index), depth + 1))
    : Object.entries(value).flatMap(([key, item]) => {
        const detail = unsafeName(key);
        return detail
          ? [{ pointer, code: 'wrong-characters', detail }]
          : faultsIn(item, pointerTo(pointer, key), depth + 1);
      });
}

function unsafeName(name: string): string | undefined {
  if (name === '__proto__') return 'must not have a field of the name __proto__';
  const detail = unsafeText(name);
  return detail && `a name in it ${detail}`;
}
