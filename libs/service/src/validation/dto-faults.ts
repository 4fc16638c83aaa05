import { escapePointer, type FieldError } from '@harken/errors';
import type { ValidationError } from 'class-validator';

/** The small vocabulary of faults, the same for class-validator and for JSON Schema. */
const codes: Readonly<Record<string, string>> = {
  whitelistValidation: 'unknown-field',
  isDefined: 'required',
  isNotEmpty: 'required',
  isString: 'wrong-type',
  isNumber: 'wrong-type',
  isInt: 'wrong-type',
  isBoolean: 'wrong-type',
  isArray: 'wrong-type',
  isObject: 'wrong-type',
  isDate: 'wrong-type',
  nestedValidation: 'wrong-type',
  unknownValue: 'wrong-type',
  isIn: 'not-allowed',
  isEnum: 'not-allowed',
  min: 'out-of-range',
  max: 'out-of-range',
  isPositive: 'out-of-range',
  minDate: 'out-of-range',
  maxDate: 'out-of-range',
  isLength: 'wrong-length',
  minLength: 'wrong-length',
  maxLength: 'wrong-length',
  arrayMinSize: 'wrong-length',
  arrayMaxSize: 'wrong-length',
  arrayNotEmpty: 'wrong-length',
  isUuid: 'wrong-format',
  isEmail: 'wrong-format',
  isUrl: 'wrong-format',
  isISO8601: 'wrong-format',
  isRfc3339: 'wrong-format',
  isDateString: 'wrong-format',
  matches: 'wrong-format',
  format: 'wrong-format',
  visible: 'wrong-characters',
  chosenId: 'not-allowed',
  maxProperties: 'invalid',
};

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

// class-validator begins its sentences with the name of the property, which the pointer says already.
const sentence = (message: string, property: string): string =>
  message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;

/** One fault per field, flattened into JSON pointers. */
export function dtoFaults(errors: readonly ValidationError[], parent: string): FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${escapePointer(error.property)}`;
    const children = dtoFaults(error.children ?? [], pointer);
    const constraints = Object.entries(error.constraints ?? {});
    const [first] = constraints;
    if (!first) return children;
    if (first[0] === 'whitelistValidation') return [unknownField(pointer), ...children];
    // What may be left out is not required, but null is no way of leaving it out.
    if (error.constraints?.notNull) return [{ pointer, code: 'wrong-type', detail: error.constraints.notNull }];
    if (error.value === undefined || error.value === null)
      return [{ pointer, code: 'required', detail: 'is required' }];
    const detail = constraints.map(([, message]) => sentence(message, error.property)).join('; ');
    const found = constraints.map(([name]) => codes[name] ?? kebab(name));
    // A text of the wrong type also has the wrong length: the type says it.
    const code = found.find((each) => each === 'wrong-type') ?? found[0] ?? 'invalid';
    return [{ pointer, code, detail }, ...children];
  });
}

export const unknownField = (pointer: string): FieldError => ({
  pointer,
  code: 'unknown-field',
  detail: 'is not known here',
});
