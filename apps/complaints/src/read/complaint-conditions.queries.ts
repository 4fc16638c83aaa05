import { Conditions } from './conditions.queries.ts';
import { holdSearch, type Reach } from './search.queries.ts';

export interface ComplaintFilter {
  readonly q?: string;
  readonly status?: readonly string[];
  readonly severity?: readonly string[];
  readonly team?: readonly string[];
  readonly assignee?: readonly string[];
  readonly customer?: readonly string[];
  readonly category?: readonly string[];
  readonly touchpoint?: readonly string[];
  readonly channel?: readonly string[];
  readonly tier?: readonly string[];
  readonly language?: readonly string[];
  readonly flag?: readonly string[];
  readonly number?: readonly string[];
  readonly level?: readonly number[];
  readonly unassigned?: boolean;
  readonly overdue?: boolean;
  readonly escalated?: boolean;
  readonly dueBefore?: string;
  readonly from?: string;
  readonly to?: string;
}

const clocksRunning = 'SELECT k.complaint_id FROM clocks k WHERE k.met_at IS NULL';
const escalationsOpen = 'SELECT e.complaint_id FROM escalations e WHERE e.closed_at IS NULL AND e.level IS NOT NULL';
const exists = (rows: string, key: string): string => `EXISTS (${rows} AND ${key} = c.id)`;
const isOverdue = exists(`${clocksRunning} AND k.due_at <= now()`, 'k.complaint_id');

/** By the key of the complaint, whatever the planner would make of the index of deadlines. */
export const runningClocksOf = (id: string): string =>
  `SELECT k.due_at, k.clock, k.cycle FROM clocks k WHERE k.complaint_id = ${id} AND k.met_at IS NULL OFFSET 0`;

/** What a filter asks of the complaint `c`. */
export function conditionsOf(filter: ComplaintFilter, reach: Reach = 'any'): Conditions {
  const conditions = new Conditions();
  for (const name of [
    'status',
    'severity',
    'team',
    'assignee',
    'customer',
    'category',
    'touchpoint',
    'channel',
    'tier',
  ] as const)
    conditions.oneOf(`c.${name}`, filter[name]);
  conditions.oneOf(
    'c.number',
    filter.number?.map((number) => number.toUpperCase()),
  );
  if (filter.language) {
    // `zh` takes `zh-Hant`.
    const wanted = conditions.value(filter.language.map((language) => language.toLowerCase()));
    conditions.hold(
      `(lower(c.language) = ANY (${wanted}::text[]) OR split_part(lower(c.language), '-', 1) = ANY (${wanted}::text[]))`,
    );
  }
  // The second half makes the index of those few that have flags fit.
  if (filter.flag) conditions.hold(`c.flags && ${conditions.value(filter.flag)}::text[] AND c.flags <> '{}'`);
  if (filter.unassigned !== undefined) conditions.hold(`c.assignee IS ${filter.unassigned ? '' : 'NOT '}NULL`);
  if (filter.from !== undefined) conditions.hold(`c.opened_at >= ${conditions.value(filter.from)}::timestamptz`);
  if (filter.to !== undefined) conditions.hold(`c.opened_at < ${conditions.value(filter.to)}::timestamptz`);
  if (filter.overdue !== undefined) conditions.hold(isOverdue, filter.overdue);
  if (filter.dueBefore !== undefined)
    conditions.hold(
      exists(`${clocksRunning} AND k.due_at < ${conditions.value(filter.dueBefore)}::timestamptz`, 'k.complaint_id'),
    );
  if (filter.escalated !== undefined) conditions.hold(exists(escalationsOpen, 'e.complaint_id'), filter.escalated);
  if (filter.level)
    conditions.hold(
      exists(`${escalationsOpen} AND e.level = ANY (${conditions.value(filter.level)}::int[])`, 'e.complaint_id'),
    );
  if (filter.q !== undefined) holdSearch(conditions, filter.q, reach);
  return conditions;
}
