import { type FieldError, Invalid, maxListedFaults } from './problem.ts';

/** One step of a JSON pointer (RFC 6901). */
export const escapePointer = (key: string | number): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

/** Collects the faults of an input, so that the refusal names them all and not only the first; `maxListedFaults` at most. */
export class FieldErrors {
  readonly pointer: string;
  readonly #found: FieldError[];

  constructor(pointer = '', found: FieldError[] = []) {
    this.pointer = pointer;
    this.#found = found;
  }

  get all(): readonly FieldError[] {
    return this.#found;
  }

  /** Nothing more is listed: looking further is of no use. */
  get full(): boolean {
    return this.#found.length >= maxListedFaults;
  }

  /** The same collection for what is below: `errors.at('people', 2)`. */
  at(...keys: readonly (string | number)[]): FieldErrors {
    return new FieldErrors([this.pointer, ...keys.map(escapePointer)].join('/'), this.#found);
  }

  add(code: string, detail: string): void {
    if (this.full) return;
    this.#found.push({ pointer: this.pointer, code, detail });
  }

  addIf(wrong: boolean, code: string, detail: string): void {
    if (wrong) this.add(code, detail);
  }

  throwIfAny(code: string, message: string): void {
    if (this.#found.length > 0) throw new Invalid(code, message, this.#found);
  }
}

/** The 400 for a request that is wrong in its form. */
export function invalidRequest(errors: readonly FieldError[]): Invalid {
  const count = errors.length === 1 ? 'a fault' : `${errors.length} faults`;
  const listed = errors.length > maxListedFaults ? `; the first ${maxListedFaults} are listed` : '';
  return new Invalid('request.invalid', `The request has ${count}${listed}.`, errors);
}
