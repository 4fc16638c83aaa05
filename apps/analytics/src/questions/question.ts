import { type Fault, Invalid } from '@harken/errors';
import type { Period } from './tiles.ts';

/** What a reader asks: which facts, and what to group them by. An empty text stands for "without". */
export interface Question {
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  readonly period: Period | undefined;
  readonly groupBy: readonly string[];
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

export interface AskedText {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly period?: Period | undefined;
  readonly groupBy?: string | undefined;
  readonly [dimension: string]: string | readonly string[] | undefined;
}

export const periods = ['hour', 'day', 'week', 'month'] as const;

/** Reads a question; every fault is named, and what would be allowed. */
export function parseQuestion(asked: AskedText, dimensions: readonly string[]): Question {
  const faults: Fault[] = [];
  const since = timeOf('from', asked.from, faults);
  const until = timeOf('to', asked.to, faults);
  if (since && until && since > until) {
    faults.push({ pointer: '/query/to', code: 'range.reversed', detail: 'to lies before from' });
  }
  const groupBy = groupsOf(asked.groupBy, dimensions, faults);
  if (faults.length > 0) throw new Invalid('question.invalid', 'The question cannot be answered.', faults);
  const filters: Record<string, readonly string[]> = {};
  for (const dimension of dimensions) {
    const wanted = asked[dimension];
    if (wanted !== undefined) filters[dimension] = typeof wanted === 'string' ? [wanted] : wanted;
  }
  return { since, until, period: asked.period, groupBy, filters };
}

function groupsOf(text: string | undefined, dimensions: readonly string[], faults: Fault[]): string[] {
  if (text === undefined || text === '') return [];
  const groups = text.split(',').map((group) => group.trim());
  const fault = (code: string, detail: string) => faults.push({ pointer: '/query/groupBy', code, detail });
  for (const group of groups) {
    if (dimensions.includes(group)) continue;
    fault('dimension.unknown', `"${group}" is not a dimension; allowed are ${dimensions.join(', ')}`);
  }
  if (groups.length > 2) fault('dimension.too-many', 'at most two dimensions, beside period');
  if (new Set(groups).size < groups.length) fault('dimension.repeated', 'each dimension once');
  return groups;
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/i;

function timeOf(name: string, text: string | undefined, faults: Fault[]): Date | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (rfc3339.test(text) && !Number.isNaN(time.getTime())) return time;
  const detail = `${name} is a date (UTC midnight) or an RFC 3339 time with its offset, like 2026-03-02T10:15:00Z`;
  faults.push({ pointer: `/query/${name}`, code: 'time.invalid', detail });
  return undefined;
}
