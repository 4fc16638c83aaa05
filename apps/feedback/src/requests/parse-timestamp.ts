import { Invalid } from '@harken/errors';

const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/**
 * The time of an RFC 3339 text. The schema has checked its form; this also rejects leap seconds, which a Date cannot
 * hold, and years that can only be typing errors.
 */
export function parseTimestamp(text: string, pointer: string): Date {
  const timestamp = new Date(text);
  const ms = timestamp.getTime();
  if (ms >= earliest && ms < latest) return timestamp;
  throw new Invalid('request.invalid', 'The request has a fault.', [
    { pointer, code: 'out-of-range', detail: 'must be a time from 1900 to 2199, without a leap second' },
  ]);
}
