export { escapePointer, FieldErrors, invalidRequest } from './field-errors.ts';
export {
  type FieldError,
  Forbidden,
  Invalid,
  KeyReused,
  maxListedFaults,
  NotFound,
  Problem,
  type ProblemDetails,
  type ProblemKind,
  RuleBroken,
  Stale,
  TooLarge,
  TooMany,
  Unauthenticated,
  Unavailable,
  UnsupportedMedia,
} from './problem.ts';
