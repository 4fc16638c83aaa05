import { type FieldError, Invalid } from '@harken/errors';

/** The 400 that names every fault. */
export function invalidRequest(faults: readonly FieldError[]): Invalid {
  const many = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  return new Invalid('request.invalid', `The request has ${many}.`, faults);
}
