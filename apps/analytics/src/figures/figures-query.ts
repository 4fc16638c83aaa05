import { isRequestTime } from '@harken/contracts';
import { FieldErrors } from '@harken/errors';
import type { Period } from './time-tiles.ts';

/** Which facts to read, and how to group them. An empty text means "without a value". */
export interface FiguresQuery {
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  readonly period: Period | undefined;
  readonly groupBy: readonly string[];
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

/** The query parameters as text. */
export interface RawQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly period?: Period | undefined;
  readonly groupBy?: string | undefined;
  readonly [dimension: string]: string | readonly string[] | undefined;
}

export const periods = ['hour', 'day', 'week', 'month'] as const;

/** Throws Invalid with every fault and the allowed values. */
export function parseFiguresQuery(raw: RawQuery, dimensions: readonly string[]): FiguresQuery {
  const errors = new FieldErrors('/query');
  const since = parseTime('from', raw.from, errors);
  const until = parseTime('to', raw.to, errors);
  if (since && until) errors.at('to').addIf(since > until, 'range.reversed', 'to lies before from');
  const groupBy = parseGroupBy(raw.groupBy, dimensions, errors.at('groupBy'));
  errors.throwIfAny('question.invalid', 'The query is not valid.');
  const filters: Record<string, readonly string[]> = {};
  for (const dimension of dimensions) {
    const wanted = raw[dimension];
    if (wanted !== undefined) filters[dimension] = typeof wanted === 'string' ? [wanted] : wanted;
  }
  return { since, until, period: raw.period, groupBy, filters };
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

const date = /^\d{4}-\d\d-\d\d$/;

function parseTime(name: string, text: string | undefined, errors: FieldErrors): Date | undefined {
  if (text === undefined) return undefined;
  const whole = date.test(text) ? `${text}T00:00:00Z` : text;
  if (isRequestTime(whole)) return new Date(whole);
  const detail = `${name} is a date (UTC midnight) or an RFC 3339 time with its offset, like 2026-03-02T10:15:00Z`;
  errors.at(name).add('time.invalid', detail);
  return undefined;
}
