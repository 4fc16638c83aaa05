import type { FieldError } from '@harken/errors';

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i;

type DocumentFields = Readonly<Record<string, unknown>>;

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
export const childPointer = (parent: string, key: string | number): string => `${parent}/${escaped(String(key))}`;

/** Reads an unknown document and collects every error with its JSON pointer instead of stopping at the first. */
export class DocumentReader {
  readonly errors: FieldError[] = [];

  addError(pointer: string, code: string, detail: string): void {
    this.errors.push({ pointer, code, detail });
  }

  object(value: unknown, pointer: string, known: readonly string[]): DocumentFields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.addError(pointer, 'wrong-type', 'An object is expected here.');
      return {};
    }
    for (const key of Object.keys(value)) {
      if (!known.includes(key)) {
        this.addError(childPointer(pointer, key), 'unknown-field', `Known fields are ${known.join(', ')}.`);
      }
    }
    return value as DocumentFields;
  }

  list(value: unknown, pointer: string, max: number): readonly unknown[] {
    if (!Array.isArray(value)) {
      this.addError(pointer, value === undefined ? 'required' : 'wrong-type', 'A list is expected here.');
      return [];
    }
    if (value.length > max) this.addError(pointer, 'wrong-length', `At most ${max} entries.`);
    return value.slice(0, max);
  }

  text(value: unknown, pointer: string, maxLength: number): string {
    if (typeof value !== 'string') {
      this.addError(pointer, value === undefined ? 'required' : 'wrong-type', 'A text is expected here.');
      return '';
    }
    const text = value.trim();
    if (text.length === 0 || text.length > maxLength) {
      this.addError(pointer, 'wrong-length', `A text of 1 to ${maxLength} characters is expected here.`);
    }
    return text;
  }

  matching(value: unknown, pointer: string, pattern: RegExp, detail: string): string {
    const text = this.text(value, pointer, 200);
    if (text !== '' && !pattern.test(text)) this.addError(pointer, 'wrong-format', detail);
    return text;
  }

  oneOf<T extends string>(value: unknown, pointer: string, allowed: readonly T[]): T {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) {
      this.addError(pointer, value === undefined ? 'required' : 'not-allowed', `One of ${allowed.join(', ')}.`);
    }
    return found ?? (allowed[0] as T);
  }

  time(value: unknown, pointer: string): Date | undefined {
    const time = typeof value === 'string' && rfc3339.test(value) ? new Date(value) : undefined;
    if (time && !Number.isNaN(time.getTime())) return time;
    this.addError(pointer, 'wrong-format', 'A time is RFC 3339, such as 2026-03-02T00:00:00.000Z.');
    return undefined;
  }

  weight(value: unknown, pointer: string): number {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      this.addError(pointer, 'out-of-range', 'A weight is a number from 0 on.');
      return 0;
    }
    return value;
  }
}
