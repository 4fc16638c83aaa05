import { Invalid } from '@harken/errors';

const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(2200, 0, 1);
/** How far the clock of a sender may be ahead of ours. */
const maxAheadMs = 5 * 60 * 1000;

/** How a record came in. */
export interface Arrival {
  readonly receivedAt: Date;
  /** The source gave no time: `occurredAt` is that of the arrival, and no part of the content. */
  readonly undated: boolean;
}

const outOfRange = (pointer: string, detail: string): Invalid =>
  new Invalid('request.invalid', 'The request has a fault.', [{ pointer, code: 'out-of-range', detail }]);

/**
 * The time of an RFC 3339 text. The schema has checked its form; this also rejects leap seconds, which a Date cannot
 * hold, and years that can only be typing errors.
 */
export function parseTimestamp(text: string, pointer: string): Date {
  const timestamp = new Date(text);
  const ms = timestamp.getTime();
  if (ms >= earliest && ms < latest) return timestamp;
  throw outOfRange(pointer, 'must be a time from 1900 to 2199, without a leap second');
}

/** The time of something that has happened: also refused when it lies further ahead than a clock can be wrong. */
export function parsePastTimestamp(text: string, pointer: string, now: Date): Date {
  const timestamp = parseTimestamp(text, pointer);
  if (timestamp.getTime() <= now.getTime() + maxAheadMs) return timestamp;
  throw outOfRange(pointer, 'must not lie more than five minutes ahead');
}
