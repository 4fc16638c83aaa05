import { hasVisibleCharacter, isChosenId, isRequestTime } from '@harken/contracts';
import type { FieldErrors } from '@harken/errors';

type DocumentFields = Readonly<Record<string, unknown>>;

/** These read one value of an unknown document. What is wrong goes into `errors`, and reading goes on. */
export function readObject(value: unknown, errors: FieldErrors, known?: readonly string[]): DocumentFields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    errors.add('wrong-type', 'An object is expected here.');
    return {};
  }
  for (const key of known ? Object.keys(value) : []) {
    errors.at(key).addIf(!known?.includes(key), 'unknown-field', `Known fields are ${known?.join(', ')}.`);
  }
  return value as DocumentFields;
}

export function readList(value: unknown, errors: FieldErrors, max: number): readonly unknown[] {
  if (!Array.isArray(value)) {
    errors.add(value === undefined ? 'required' : 'wrong-type', 'A list is expected here.');
    return [];
  }
  errors.addIf(value.length > max, 'wrong-length', `At most ${max} entries.`);
  return value.slice(0, max);
}

export function readText(value: unknown, errors: FieldErrors, maxLength: number): string {
  if (typeof value !== 'string') {
    errors.add(value === undefined ? 'required' : 'wrong-type', 'A text is expected here.');
    return '';
  }
  const text = value.trim();
  const fits = text.length > 0 && text.length <= maxLength;
  if (!fits) errors.add('wrong-length', `A text of 1 to ${maxLength} characters is expected here.`);
  else errors.addIf(!hasVisibleCharacter(text), 'wrong-characters', 'A text has a visible character.');
  return text;
}

export function readMatching(value: unknown, errors: FieldErrors, pattern: RegExp, detail: string): string {
  const text = readText(value, errors, 200);
  const fits = pattern.test(text);
  if (text !== '') errors.addIf(!fits, 'wrong-format', detail);
  errors.addIf(fits && !isChosenId(text), 'not-allowed', 'An id is none of the words for nothing, such as null.');
  return text;
}

export function readOneOf<T extends string>(value: unknown, errors: FieldErrors, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    errors.add(value === undefined ? 'required' : 'not-allowed', `One of ${allowed.join(', ')}.`);
  }
  return found ?? (allowed[0] as T);
}

export function readTime(value: unknown, errors: FieldErrors): Date | undefined {
  if (isRequestTime(value)) return new Date(value);
  errors.add('wrong-format', 'A time is RFC 3339 on a day that exists, such as 2026-03-02T00:00:00.000Z.');
  return undefined;
}

export function readWeight(value: unknown, errors: FieldErrors): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  errors.add('out-of-range', 'A weight is a number from 0 on.');
  return 0;
}
