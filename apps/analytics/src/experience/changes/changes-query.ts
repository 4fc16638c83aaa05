import { FieldErrors } from '@harken/errors';
import { isMoment, momentIn, type TimeZone } from '@harken/service/time';

export interface Range {
  readonly since: Date;
  readonly until: Date;
}

/**
 * The period that a period is compared with: `previous` is as long and ends where it begins, `year` the same dates a year
 * before, `from/to` any other, a time alone the beginning of one that is as long.
 */
export function comparedWith({ since, until }: Range, against: string, zone: TimeZone): Range {
  const length = until.getTime() - since.getTime();
  if (against === 'previous') return { since: new Date(since.getTime() - length), until: since };
  if (against === 'year') return { since: yearBefore(since), until: yearBefore(until) };
  const [from = '', to] = against.split('/');
  const errors = new FieldErrors('/query');
  const detail =
    'against is previous, year, a time (the beginning of a period that is as long) or two with a slash between, like 2026-01-01/2026-02-01';
  const readable = isMoment(from) && (to === undefined || isMoment(to)) && against.split('/').length <= 2;
  errors.at('against').addIf(!readable, 'time.invalid', detail);
  errors.throwIfAny('question.invalid', 'The query is not valid.');
  const start = momentIn(zone, from);
  const end = to === undefined ? new Date(start.getTime() + length) : momentIn(zone, to);
  errors.at('against').addIf(start >= end, 'range.reversed', 'its end lies before its beginning');
  errors.throwIfAny('question.invalid', 'The query is not valid.');
  return { since: start, until: end };
}

// Of 29 February it is 1 March.
function yearBefore(time: Date): Date {
  const before = new Date(time);
  before.setUTCFullYear(time.getUTCFullYear() - 1);
  return before;
}

/** A change needs both ends of its period. */
export function assertRange(since: Date | undefined, until: Date | undefined): Range {
  const errors = new FieldErrors('/query');
  errors.at('from').addIf(!since, 'time.missing', 'is needed: the beginning of the period');
  errors.at('to').addIf(!until, 'time.missing', 'is needed: the end of the period');
  if (since && until) errors.at('to').addIf(since >= until, 'range.reversed', 'to lies before from');
  errors.throwIfAny('question.invalid', 'The query is not valid.');
  return { since: since as Date, until: until as Date };
}
