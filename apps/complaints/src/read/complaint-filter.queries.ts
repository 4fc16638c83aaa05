import type { ComplaintFilterQuery } from './complaint-list.dto.ts';
import { andSearch, type SearchStrategy } from './search.queries.ts';
import { ComplaintWhere } from './where.queries.ts';

/** Its times have their offset (`withTimes`). */
export type ComplaintFilter = Readonly<Omit<ComplaintFilterQuery, 'timezone'>>;

const selectRunningClocks = 'SELECT k.complaint_id FROM clocks k WHERE k.met_at IS NULL';
const selectOpenEscalations =
  'SELECT e.complaint_id FROM escalations e WHERE e.closed_at IS NULL AND e.level IS NOT NULL';
const exists = (rows: string, key: string): string => `EXISTS (${rows} AND ${key} = c.id)`;
const isOverdue = exists(`${selectRunningClocks} AND k.due_at <= now()`, 'k.complaint_id');

/** OFFSET 0 forces a lookup by complaint, so the planner cannot choose the index of deadlines. */
export const runningClocksOf = (id: string): string =>
  `SELECT k.due_at, k.clock, k.cycle FROM clocks k WHERE k.complaint_id = ${id} AND k.met_at IS NULL OFFSET 0`;

/** The WHERE clause of a filter on the complaint `c`. */
export function whereOf(filter: ComplaintFilter, strategy: SearchStrategy = 'any'): ComplaintWhere {
  const where = new ComplaintWhere();
  for (const name of [
    'status',
    'severity',
    'team',
    'assignee',
    'category',
    'product',
    'location',
    'cause',
    'touchpoint',
    'channel',
    'tier',
  ] as const)
    where.inList(`c.${name}`, filter[name]);
  // A single value is compared with `=`: only then does an index keep its order.
  if (filter.customer) {
    const current = `current_customers(${where.value(filter.customer)}::text[])`;
    where.and(filter.customer.length === 1 ? `c.customer = (${current})[1]` : `c.customer = ANY (${current})`);
  }
  where.inList('c.duplicate_of', filter.duplicateOf === undefined ? undefined : [filter.duplicateOf], 'uuid');
  where.inList(
    'c.number',
    filter.number?.map((number) => number.toUpperCase()),
  );
  if (filter.language) {
    // `zh` takes `zh-Hant`.
    const wanted = where.value(filter.language.map((language) => language.toLowerCase()));
    where.and(
      `(lower(c.language) = ANY (${wanted}::text[]) OR split_part(lower(c.language), '-', 1) = ANY (${wanted}::text[]))`,
    );
  }
  // The second condition makes the partial index on flags usable.
  if (filter.flag) where.and(`c.flags && ${where.value(filter.flag)}::text[] AND c.flags <> '{}'`);
  if (filter.unassigned !== undefined) where.and(`c.assignee IS ${filter.unassigned ? '' : 'NOT '}NULL`);
  if (filter.from !== undefined) where.and(`c.opened_at >= ${where.value(filter.from)}::timestamptz`);
  if (filter.to !== undefined) where.and(`c.opened_at < ${where.value(filter.to)}::timestamptz`);
  if (filter.overdue !== undefined) where.and(isOverdue, filter.overdue);
  if (filter.dueBefore !== undefined)
    where.and(
      exists(`${selectRunningClocks} AND k.due_at < ${where.value(filter.dueBefore)}::timestamptz`, 'k.complaint_id'),
    );
  if (filter.escalated !== undefined) where.and(exists(selectOpenEscalations, 'e.complaint_id'), filter.escalated);
  if (filter.level)
    where.and(
      exists(`${selectOpenEscalations} AND e.level = ANY (${where.value(filter.level)}::int[])`, 'e.complaint_id'),
    );
  if (filter.q !== undefined) andSearch(where, filter.q, strategy);
  return where;
}
