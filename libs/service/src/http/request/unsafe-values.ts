import type { FieldError } from '@harken/errors';

const maxDepth = 64;

const pointerTo = (parent: string, key: string | number): string =>
  `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

const textError = (text: string): string | undefined => {
  if (text.includes('\0')) return 'must not contain the NUL character';
  if (!text.isWellFormed()) return 'must be well-formed Unicode: half of a surrogate pair stands alone';
  return undefined;
};

/**
 * Finds values that JSON allows and the database refuses: NUL characters, lone surrogates, numbers beyond a double,
 * deep nesting. Runs before any other check.
 */
export function findUnsafeValues(value: unknown, pointer = ''): FieldError[] {
  return isSafe(value, 0) ? [] : errorsIn(value, pointer, 0);
}

/** A fast first pass, because most values are safe. */
function isSafe(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return textError(value) === undefined;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= maxDepth) return false;
  if (Array.isArray(value)) return value.every((item) => isSafe(item, depth + 1));
  for (const key in value) {
    if (nameError(key) !== undefined || !isSafe((value as Record<string, unknown>)[key], depth + 1)) return false;
  }
  return true;
}

function errorsIn(value: unknown, pointer: string, depth: number): FieldError[] {
  if (typeof value === 'string') {
    const detail = textError(value);
    return detail ? [{ pointer, code: 'wrong-characters', detail }] : [];
  }
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? []
      : [{ pointer, code: 'out-of-range', detail: 'must be a number of ordinary size' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (depth >= maxDepth)
    return [{ pointer, code: 'too-deep', detail: `must not be nested deeper than ${maxDepth} levels` }];
  return Array.isArray(value)
    ? value.flatMap((item, index) => errorsIn(item, pointerTo(pointer, index), depth + 1))
    : Object.entries(value).flatMap(([key, item]) => {
        const detail = nameError(key);
        return detail
          ? [{ pointer, code: 'wrong-characters', detail }]
          : errorsIn(item, pointerTo(pointer, key), depth + 1);
      });
}

function nameError(name: string): string | undefined {
  if (name === '__proto__') return 'must not have a field of the name __proto__';
  const detail = textError(name);
  return detail && `a name in it ${detail}`;
}
