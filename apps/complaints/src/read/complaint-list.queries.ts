import { type Severity, severities } from '@harken/contracts';
import { selectList } from '@harken/database';
import { cursorOfNoPage } from '@harken/service';
import type { DataSource } from 'typeorm';
import { ComplaintTable } from '../complaint/storage/complaint.table.ts';
import { type ComplaintFilter, runningClocksOf, whereOf } from './complaint-filter.queries.ts';
import type { Order } from './complaint-list.dto.ts';
import { isGathered, type SearchStrategy, scanLimitOf, searchComplaints } from './search.queries.ts';
import { type ComplaintWhere, WhereBuilder } from './where.queries.ts';

export interface ComplaintListItem {
  readonly id: string;
  readonly number: string;
  readonly severity: Severity;
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  readonly [field: string]: unknown;
}

export type PageCursor = readonly (string | number | null)[] | undefined;

const itemColumns = selectList(ComplaintTable, 'c', [
  ...(['id', 'number', 'version', 'cycle', 'status', 'severity', 'customer', 'customerId', 'touchpoint'] as const),
  ...(['channel', 'category', 'product', 'location', 'language', 'team', 'assignee', 'flags', 'openedAt'] as const),
]);

/** Deadlines and escalations are read for the items of the page only. */
export const deadlineColumns = `coalesce(next.due_at <= now(), false) AS overdue, next.due_at AS "dueAt", standing.level AS "escalationLevel"`;

export const listJoins = `
       LEFT JOIN LATERAL (SELECT min(due_at) AS due_at FROM (${runningClocksOf('c.id')}) k) next ON true
       LEFT JOIN LATERAL (SELECT max(e.level) AS level FROM escalations e
                           WHERE e.complaint_id = c.id AND e.closed_at IS NULL) standing ON true`;

/** The cursor of an item in each order. */
export const cursorOf: Readonly<Record<Order, (line: ComplaintListItem) => NonNullable<PageCursor>>> = {
  opened: ({ openedAt, id }) => [openedAt.toISOString(), id],
  due: ({ dueAt, id }) => [dueAt?.toISOString() ?? null, id],
  severity: ({ severity, openedAt, id }) => [severity, openedAt.toISOString(), id],
};

type ListReader = (
  db: DataSource,
  filter: ComplaintFilter,
  after: PageCursor,
  limit: number,
) => Promise<ComplaintListItem[]>;

/** Newest first. A cursor is a place in the order: complaints that are added before it do not move later pages. */
export const byOpening: ListReader = (db, filter, after, limit) =>
  readPage(db, filter, limit, 'c.opened_at DESC, c.id DESC', (wanted, strategy) => {
    const where = whereOf(wanted, strategy);
    if (after) where.after('(c.opened_at, c.id) <', after);
    // Collected ids are sorted first, then looked up until the page is full.
    const found = isGathered(strategy)
      ? `SELECT c.* FROM (SELECT * FROM once ORDER BY opened_at DESC, id DESC) o, ${lookUpComplaint('o.id', where)}
          ORDER BY o.opened_at DESC, o.id DESC`
      : `SELECT c.* FROM complaints c WHERE ${where} ORDER BY c.opened_at DESC, c.id DESC`;
    return { where, found };
  });

/** By the next deadline, past or future; complaints without a running clock are left out. */
const byDeadline: ListReader = (db, { overdue, dueBefore, ...filter }, after, limit) =>
  readPage(db, filter, limit, 'c.due_at, c.id', (wanted, strategy) => {
    const where = whereOf(wanted, strategy);
    const clocks = new WhereBuilder(where);
    // Conditions on the first clock itself, so that the index that gives the order also ends the scan.
    if (overdue !== undefined) clocks.and('first.due_at <= now()', overdue);
    if (dueBefore !== undefined) clocks.and(`first.due_at < ${clocks.value(dueBefore)}::timestamptz`);
    if (after) clocks.after('(first.due_at, first.complaint_id) >', after);
    const firstOf = (id: string) =>
      `SELECT k.* FROM (${runningClocksOf(id)}) k ORDER BY k.due_at, k.clock, k.cycle LIMIT 1`;
    const found = isGathered(strategy)
      ? `SELECT c.*, first.due_at FROM once o, LATERAL (SELECT o.id AS complaint_id, k.* FROM (${firstOf('o.id')}) k) first,
                ${lookUpComplaint('o.id', where)} WHERE ${clocks}`
      : `SELECT c.*, first.due_at FROM clocks first JOIN complaints c ON c.id = first.complaint_id
          WHERE first.met_at IS NULL AND ${where} AND ${clocks}
            AND (first.clock, first.cycle) = (SELECT k.clock, k.cycle FROM (${firstOf('first.complaint_id')}) k)`;
    return { where, found: `${found} ORDER BY first.due_at, first.complaint_id` };
  });

/** One lookup by key for each. */
const lookUpComplaint = (id: string, where: ComplaintWhere): string =>
  `LATERAL (SELECT * FROM complaints c WHERE c.id = ${id} AND ${where} OFFSET 0) c`;

interface ListQuery {
  readonly where: ComplaintWhere;
  /** A SELECT in the order of the list, without a limit. */
  readonly found: string;
}

function readPage(
  db: DataSource,
  { q, ...filter }: ComplaintFilter,
  limit: number,
  order: string,
  find: (filter: ComplaintFilter, strategy: SearchStrategy) => ListQuery,
): Promise<ComplaintListItem[]> {
  const read = (strategy: SearchStrategy): Promise<ComplaintListItem[]> => {
    const { where, found } = find(q === undefined ? filter : { ...filter, q }, strategy);
    return db.query(
      `${where.ctes} SELECT ${itemColumns}, ${deadlineColumns}
         FROM (SELECT * FROM (${found} LIMIT ${scanLimitOf(strategy, where, limit)}) c WHERE ${where.postFilter}
                ORDER BY ${order} LIMIT ${where.value(limit)}) c ${listJoins}
        ORDER BY ${order}`,
      where.values,
    );
  };
  const others = () => {
    const { where, found } = find(filter, 'any');
    return { sql: found, values: where.values };
  };
  const scansAll = Object.entries(filter).every(([field, value]) => field === 'severity' || value === undefined);
  return q === undefined ? read('any') : searchComplaints(db, q, limit, { scansAll, read, others });
}

/** Most severe first, then newest first: one list after the other, each in the order of an index. */
const bySeverity: ListReader = async (db, filter, after, limit) => {
  const [reached, ...place] = after ?? [];
  const from = after ? severities.indexOf(reached as Severity) : 0;
  if (from < 0) throw cursorOfNoPage();
  const lines: ComplaintListItem[] = [];
  for (const severity of severities.slice(from)) {
    if (lines.length >= limit) break;
    if (filter.severity && !filter.severity.includes(severity)) continue;
    const behind = severity === reached ? place : undefined;
    lines.push(...(await byOpening(db, { ...filter, severity: [severity] }, behind, limit - lines.length)));
  }
  return lines;
};

export const lists: Readonly<Record<Order, ListReader>> = { opened: byOpening, due: byDeadline, severity: bySeverity };
