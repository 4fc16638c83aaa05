import { type Severity, severities } from '@harken/contracts';
import { Invalid } from '@harken/errors';
import type { DataSource } from 'typeorm';
import { type ComplaintFilter, conditionsOf, runningClocksOf } from './complaint-conditions.queries.ts';
import { Asked, type Conditions } from './conditions.queries.ts';
import { amongOf, isGathered, type Reach, searchBy } from './search.queries.ts';

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
export const byOpening: List = (db, filter, after, limit) =>
  pageOf(db, filter, limit, 'c.opened_at DESC, c.id DESC', (asked, reach) => {
    const conditions = conditionsOf(asked, reach);
    if (after) conditions.after('(c.opened_at, c.id) <', after);
    // Gathered ones are put in order first, and looked up until the page is full.
    const found = isGathered(reach)
      ? `SELECT c.* FROM (SELECT * FROM once ORDER BY opened_at DESC, id DESC) o, ${complaintOf('o.id', conditions)}
          ORDER BY o.opened_at DESC, o.id DESC`
      : `SELECT c.* FROM complaints c WHERE ${conditions} ORDER BY c.opened_at DESC, c.id DESC`;
    return { conditions, found };
  });

/** By the first deadline, missed or ahead; what has no running clock is not in it. */
const byDeadline: List = (db, { overdue, dueBefore, ...filter }, after, limit) =>
  pageOf(db, filter, limit, 'c.due_at, c.id', (asked, reach) => {
    const conditions = conditionsOf(asked, reach);
    const clocks = new Asked(conditions);
    // Asked of the first clock itself, so that the index which gives the order also ends it.
    if (overdue !== undefined) clocks.hold('first.due_at <= now()', overdue);
    if (dueBefore !== undefined) clocks.hold(`first.due_at < ${clocks.value(dueBefore)}::timestamptz`);
    if (after) clocks.after('(first.due_at, first.complaint_id) >', after);
    const firstOf = (id: string) =>
      `SELECT k.* FROM (${runningClocksOf(id)}) k ORDER BY k.due_at, k.clock, k.cycle LIMIT 1`;
    const found = isGathered(reach)
      ? `SELECT c.*, first.due_at FROM once o, LATERAL (SELECT o.id AS complaint_id, k.* FROM (${firstOf('o.id')}) k) first,
                ${complaintOf('o.id', conditions)} WHERE ${clocks}`
      : `SELECT c.*, first.due_at FROM clocks first JOIN complaints c ON c.id = first.complaint_id
          WHERE first.met_at IS NULL AND ${conditions} AND ${clocks}
            AND (first.clock, first.cycle) = (SELECT k.clock, k.cycle FROM (${firstOf('first.complaint_id')}) k)`;
    return { conditions, found: `${found} ORDER BY first.due_at, first.complaint_id` };
  });

/** One look by its key for each. */
const complaintOf = (id: string, conditions: Conditions): string =>
  `LATERAL (SELECT * FROM complaints c WHERE c.id = ${id} AND ${conditions} OFFSET 0) c`;

interface Found {
  readonly conditions: Conditions;
  /** A SELECT in the order of the list, without a limit. */
  readonly found: string;
}

function pageOf(
  db: DataSource,
  { q, ...filter }: ComplaintFilter,
  limit: number,
  order: string,
  find: (filter: ComplaintFilter, reach: Reach) => Found,
): Promise<ComplaintLine[]> {
  const read = (reach: Reach): Promise<ComplaintLine[]> => {
    const { conditions, found } = find(q === undefined ? filter : { ...filter, q }, reach);
    return db.query(
      `${conditions.prelude} SELECT ${lineColumns}
         FROM (SELECT * FROM (${found} LIMIT ${amongOf(reach, conditions, limit)}) c WHERE ${conditions.late}
                ORDER BY ${order} LIMIT ${conditions.value(limit)}) c ${lineParts}
        ORDER BY ${order}`,
      conditions.values,
    );
  };
  const others = () => {
    const { conditions, found } = find(filter, 'any');
    return { sql: found, values: conditions.values };
  };
  const everyOne = Object.entries(filter).every(([field, value]) => field === 'severity' || value === undefined);
  return q === undefined ? read('any') : searchBy(db, q, limit, { everyOne, read, others });
}

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
