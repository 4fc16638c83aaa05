import type { FieldErrors } from '@harken/errors';

// Clocks of other systems go a little ahead.
const toleranceMs = 5 * 60_000;
/** Deadlines are not computed before. */
const firstYear = 1970;

/** The time of an RFC 3339 text that tells of the past. A fault is added if it lies ahead or too far back. */
export function pastTime(text: string, now: Date, errors: FieldErrors): Date {
  const at = new Date(text);
  if (!(at.getUTCFullYear() >= firstYear)) errors.add('out-of-range', `must be a time from ${firstYear} on`);
  errors.addIf(at.getTime() > now.getTime() + toleranceMs, 'out-of-range', 'must not lie ahead');
  return at;
}
