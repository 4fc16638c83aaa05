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
export function unsafeValues(value: unknown, pointer = '', depth = 0): Fault[] {
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
    ? value.flatMap((item, index) => inside(item, pointer, index, depth))
    : Object.entries(value).flatMap(([key, item]) => {
        const detail = unsafeName(key);
        return detail ? [{ pointer, code: 'wrong-characters', detail }] : inside(item, pointer, key, depth);
      });
}

function unsafeName(name: string): string | undefined {
  if (name === '__proto__') return 'must not have a field of the name __proto__';
  const detail = unsafeText(name);
  return detail && `a name in it ${detail}`;
}

// Most values are plain: no pointer is built and no list is grown for them.
function inside(item: unknown, pointer: string, key: string | number, depth: number): Fault[] {
  if (item === null || typeof item === 'boolean') return none;
  if (typeof item === 'string' && unsafeText(item) === undefined) return none;
  return unsafeValues(item, pointerTo(pointer, key), depth + 1);
}

const none: Fault[] = [];
