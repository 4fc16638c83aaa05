import { FieldErrors } from '@harken/errors';
import { isMoment, momentIn, type TimeUnit, TimeZone, timeUnits, utc } from '@harken/service/time';

/** Which facts to read, and how to group them. An empty text means "without a value". */
export interface FiguresQuery {
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  readonly period: Period | undefined;
  /** Whose days, months, ... the periods are. */
  readonly zone: TimeZone;
  readonly groupBy: readonly string[];
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

/** The query parameters as text. */
export interface RawQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly period?: Period | undefined;
  readonly timezone?: string | undefined;
  readonly groupBy?: string | undefined;
  readonly [dimension: string]: string | readonly string[] | undefined;
}

export const periods = timeUnits;
export type Period = TimeUnit;

/** Throws Invalid with every fault and the allowed values. */
export function parseFiguresQuery(
  raw: RawQuery,
  dimensions: readonly string[],
  companyZone = utc,
  groupParameter = 'groupBy',
): FiguresQuery {
  const errors = new FieldErrors('/query');
  const zone = raw.timezone === undefined ? companyZone : TimeZone.named(raw.timezone);
  const since = parseTime('from', raw.from, zone, errors);
  const until = parseTime('to', raw.to, zone, errors);
  if (since && until) errors.at('to').addIf(since > until, 'range.reversed', 'to lies before from');
  const groupBy = parseGroupBy(raw.groupBy, dimensions, errors.at(groupParameter));
  errors.throwIfAny('question.invalid', 'The query is not valid.');
  const filters: Record<string, readonly string[]> = {};
  for (const dimension of dimensions) {
    const wanted = raw[dimension];
    if (wanted !== undefined) filters[dimension] = typeof wanted === 'string' ? [wanted] : wanted;
  }
  return { since, until, period: raw.period, zone, groupBy, filters };
}

function parseGroupBy(text: string | undefined, dimensions: readonly string[], errors: FieldErrors): string[] {
  if (text === undefined || text === '') return [];
  const groups = text.split(',').map((group) => group.trim());
  for (const group of groups) {
    const detail = `"${group}" is not a dimension; allowed are ${dimensions.join(', ')}`;
    errors.addIf(!dimensions.includes(group), 'dimension.unknown', detail);
  }
  errors.addIf(groups.length > 2, 'dimension.too-many', 'at most two dimensions, besides period');
  errors.addIf(new Set(groups).size < groups.length, 'dimension.repeated', 'each dimension once');
  return groups;
}

function parseTime(name: string, text: string | undefined, zone: TimeZone, errors: FieldErrors): Date | undefined {
  if (text === undefined) return undefined;
  if (isMoment(text)) return momentIn(zone, text);
  const detail = `${name} is a date (from midnight in the time zone) or an RFC 3339 time with its offset, like 2026-03-02T10:15:00Z`;
  errors.at(name).add('time.invalid', detail);
  return undefined;
}
