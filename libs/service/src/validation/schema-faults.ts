import { requestTimeRule, textRules } from '@harken/contracts';
import { escapePointer, type FieldError, maxListedFaults } from '@harken/errors';
import type { ErrorObject } from 'ajv';
import { unknownField } from './dto-faults.ts';

const codes: Readonly<Record<string, string>> = {
  type: 'wrong-type',
  enum: 'not-allowed',
  const: 'not-allowed',
  format: 'wrong-format',
  pattern: 'wrong-format',
  minimum: 'out-of-range',
  maximum: 'out-of-range',
  exclusiveMinimum: 'out-of-range',
  exclusiveMaximum: 'out-of-range',
  multipleOf: 'out-of-range',
  minLength: 'wrong-length',
  maxLength: 'wrong-length',
  minItems: 'wrong-length',
  maxItems: 'wrong-length',
  uniqueItems: 'not-unique',
};

const formats: Readonly<Record<string, Omit<FieldError, 'pointer'>>> = {
  'date-time': { code: 'wrong-format', detail: requestTimeRule },
  visible: { code: 'wrong-characters', detail: textRules.visible },
  chosenId: { code: 'not-allowed', detail: textRules.chosenId },
};

// They only say that one of the branches failed; the branches say why.
const frames = new Set(['if', 'anyOf', 'oneOf', 'allOf']);

/** ajv's errors as faults: one per place, unknown and missing fields by their own pointers. */
export function schemaFaults(errors: readonly ErrorObject[], root = ''): FieldError[] {
  const faults = new Map<string, FieldError>();
  const telling = errors.filter(({ keyword }) => !frames.has(keyword));
  for (const error of telling.length > 0 ? telling : errors) {
    const fault = faultOf(error, root);
    if (!faults.has(fault.pointer)) faults.set(fault.pointer, fault);
    if (faults.size > maxListedFaults) break;
  }
  return [...faults.values()];
}

function faultOf({ keyword, instancePath, params, message }: ErrorObject, root: string): FieldError {
  const pointer = root + instancePath;
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    return unknownField(`${pointer}/${escapePointer(String(params.additionalProperty ?? params.unevaluatedProperty))}`);
  }
  if (keyword === 'required') {
    return {
      pointer: `${pointer}/${escapePointer(String(params.missingProperty))}`,
      code: 'required',
      detail: 'is required',
    };
  }
  const format = keyword === 'format' ? formats[String(params.format)] : undefined;
  if (format) return { pointer, ...format };
  const detail =
    keyword === 'enum'
      ? `must be one of ${(params.allowedValues as unknown[]).join(', ')}`
      : (message ?? 'is not valid');
  return { pointer, code: codes[keyword] ?? 'invalid', detail };
}
