import { type Severity, severities } from '@harken/contracts';
import { Invalid } from '@harken/errors';
import type { DataSource } from 'typeorm';
import { type ComplaintFilter, conditionsOf, runningClocksOf } from './complaint-conditions.queries.ts';

export const orders = ['opened', 'due', 'severity'] as const;
export type Order = (typeof orders)[number];

export interface ComplaintLine {
  readonly id: string;
  readonly number: string;
  readonly severity: Severity;
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  readonly [field: string]: unknown;
}

export type Place = readonly (string | number | null)[] | undefined;

/** What a line shows of the complaint `c`, whose deadlines and escalations are looked up for the lines of the page only. */
export const lineColumns = `c.id, c.number, c.version, c.cycle, c.status, c.severity, c.customer, c.customer_id AS "customerId",
       c.touchpoint, c.channel, c.category, c.language, c.team, c.assignee, c.flags, c.opened_at AS "openedAt",
       coalesce(next.due_at <= now(), false) AS overdue, next.due_at AS "dueAt", standing.level AS "escalationLevel"`;

export const lineParts = `
       LEFT JOIN LATERAL (SELECT min(due_at) AS due_at FROM (${runningClocksOf('c.id')}) k) next ON true
       LEFT JOIN LATERAL (SELECT max(e.level) AS level FROM escalations e
                           WHERE e.complaint_id = c.id AND e.closed_at IS NULL) standing ON true`;

/** Where a line stands in an order: what `after` of the next page is. */
export const placeOf: Readonly<Record<Order, (line: ComplaintLine) => NonNullable<Place>>> = {
  opened: ({ openedAt, id }) => [openedAt.toISOString(), id],
  due: ({ dueAt, id }) => [dueAt?.toISOString() ?? null, id],
  severity: ({ severity, openedAt, id }) => [severity, openedAt.toISOString(), id],
};

type List = (db: DataSource, filter: ComplaintFilter, after: Place, limit: number) => Promise<ComplaintLine[]>;

/** New complaints come in before the first page and move nothing behind it. */
export const byOpening: List = (db, filter, after, limit) => {
  const conditions = conditionsOf(filter);
  if (after) conditions.after('(c.opened_at, c.id) <', after);
  return db.query(
    `SELECT ${lineColumns}
       FROM (SELECT c.* FROM complaints c WHERE ${conditions}
              ORDER BY c.opened_at DESC, c.id DESC LIMIT ${conditions.value(limit)}) c ${lineParts}
      ORDER BY c.opened_at DESC, c.id DESC`,
    conditions.values,
  );
};

/** By the first deadline, missed or ahead; what has no running clock is not in it. */
const byDeadline: List = (db, { overdue, dueBefore, ...filter }, after, limit) => {
  const conditions = conditionsOf(filter);
  // Asked of the first clock itself, so that the index which gives the order also ends it.
  if (overdue !== undefined) conditions.hold('first.due_at <= now()', overdue);
  if (dueBefore !== undefined) conditions.hold(`first.due_at < ${conditions.value(dueBefore)}::timestamptz`);
  if (after) conditions.after('(first.due_at, first.complaint_id) >', after);
  return db.query(
    `SELECT ${lineColumns}
       FROM (SELECT c.* FROM clocks first JOIN complaints c ON c.id = first.complaint_id
              WHERE first.met_at IS NULL AND ${conditions}
                AND (first.clock, first.cycle) = (SELECT k.clock, k.cycle FROM (${runningClocksOf('first.complaint_id')}) k
                                                   ORDER BY k.due_at, k.clock, k.cycle LIMIT 1)
              ORDER BY first.due_at, first.complaint_id LIMIT ${conditions.value(limit)}) c ${lineParts}
      ORDER BY next.due_at, c.id`,
    conditions.values,
  );
};

/** The most severe first, the newest first among equals: one list after the other, each in the order of an index. */
const bySeverity: List = async (db, filter, after, limit) => {
  const [reached, ...place] = after ?? [];
  const from = after ? severities.indexOf(reached as Severity) : 0;
  if (from < 0) throw foreignCursor();
  const lines: ComplaintLine[] = [];
  for (const severity of severities.slice(from)) {
    if (lines.length >= limit) break;
    if (filter.severity && !filter.severity.includes(severity)) continue;
    const behind = severity === reached ? place : undefined;
    lines.push(...(await byOpening(db, { ...filter, severity: [severity] }, behind, limit - lines.length)));
  }
  return lines;
};

export const lists: Readonly<Record<Order, List>> = { opened: byOpening, due: byDeadline, severity: bySeverity };

const foreignCursor = () =>
  new Invalid('request.invalid', 'The cursor is of a list in another order.', [
    { pointer: '/query/cursor', code: 'invalid', detail: 'must be the `next` of a page in the same order' },
  ]);
