import { type EventContract, isTimestamp } from '@harken/contracts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats, { type FormatsPlugin } from 'ajv-formats';

const ajv = new Ajv2020({ strict: false, allErrors: false });
(addFormats as unknown as FormatsPlugin)(ajv);
ajv.addFormat('date-time', isTimestamp);

const compiled = new WeakMap<EventContract['schema'], ValidateFunction>();

/** null if `data` fits the contract, else where and why not, without any of its values. */
export function contractViolation(contract: EventContract, data: unknown): string | null {
  let validate = compiled.get(contract.schema);
  if (!validate) {
    validate = ajv.compile(contract.schema);
    compiled.set(contract.schema, validate);
  }
  if (validate(data)) return null;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath || '/'} ${error?.keyword ?? 'is wrong'}: ${error?.message ?? ''}`.trim();
}
