import { type FieldError, FieldErrors } from '@harken/errors';

const maxDepth = 64;

const textError = (text: string): string | undefined => {
  if (text.includes('\0')) return 'must not contain the NUL character';
  if (!text.isWellFormed()) return 'must be well-formed Unicode: half of a surrogate pair stands alone';
  return undefined;
};

/**
 * Finds values that JSON allows and the database refuses: NUL characters, lone surrogates, deep nesting; and numbers
 * beyond ±(2^53 - 1), of which a double does not keep every digit (RFC 7493, 2.2). Runs before any other check.
 */
export function findUnsafeValues(value: unknown, pointer = ''): readonly FieldError[] {
  const errors = new FieldErrors(pointer);
  if (!isSafe(value, 0)) collectErrors(value, errors, 0);
  return errors.all;
}

const isExact = (value: number): boolean => Math.abs(value) <= Number.MAX_SAFE_INTEGER;

/** A fast first pass, because most values are safe. */
function isSafe(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return textError(value) === undefined;
  if (typeof value === 'number') return isExact(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= maxDepth) return false;
  if (Array.isArray(value)) return value.every((item) => isSafe(item, depth + 1));
  for (const key in value) {
    if (nameError(key) !== undefined || !isSafe((value as Record<string, unknown>)[key], depth + 1)) return false;
  }
  return true;
}

function collectErrors(value: unknown, errors: FieldErrors, depth: number): void {
  if (typeof value === 'string') {
    const detail = textError(value);
    if (detail) errors.add('wrong-characters', detail);
  } else if (typeof value === 'number') {
    errors.addIf(
      !isExact(value),
      'out-of-range',
      'must be a number of ordinary size: a longer one belongs into a text',
    );
  } else if (typeof value === 'object' && value !== null) {
    errors.addIf(depth >= maxDepth, 'too-deep', `must not be nested deeper than ${maxDepth} levels`);
    for (const [key, item] of depth < maxDepth ? Object.entries(value) : []) {
      if (errors.full) return;
      const detail = Array.isArray(value) ? undefined : nameError(key);
      if (detail) errors.add('wrong-characters', detail);
      else collectErrors(item, errors.at(key), depth + 1);
    }
  }
}

function nameError(name: string): string | undefined {
  if (name === '__proto__') return 'must not have a field of the name __proto__';
  const detail = textError(name);
  return detail && `a name in it ${detail}`;
}
