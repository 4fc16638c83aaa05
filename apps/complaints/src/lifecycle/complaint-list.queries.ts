import type { DataSource } from 'typeorm';

export interface ComplaintFilter {
  readonly status?: readonly string[];
  readonly severity?: readonly string[];
  readonly team?: string;
  readonly assignee?: string;
  readonly customer?: string;
  readonly overdue?: boolean;
  readonly escalated?: boolean;
  readonly from?: string;
  readonly to?: string;
}

export interface ComplaintLine {
  readonly id: string;
  readonly number: string;
  readonly openedAt: Date;
  readonly [field: string]: unknown;
}

const overdue = 'EXISTS (SELECT FROM clocks k WHERE k.complaint_id = c.id AND k.met_at IS NULL AND k.due_at <= now())';
const escalated = 'EXISTS (SELECT FROM escalations e WHERE e.complaint_id = c.id AND e.closed_at IS NULL)';

/** Newest first. New complaints come in before the first page and move nothing behind it. */
export function listComplaints(
  db: DataSource,
  filter: ComplaintFilter,
  after: readonly (string | number | null)[] | undefined,
  limit: number,
): Promise<ComplaintLine[]> {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const where = (condition: (parameter: string) => string, value: unknown) => {
    if (value !== undefined) conditions.push(condition(`$${values.push(value)}`));
  };
  where((p) => `c.status = ANY(${p}::text[])`, filter.status);
  where((p) => `c.severity = ANY(${p}::text[])`, filter.severity);
  where((p) => `c.team = ${p}`, filter.team);
  where((p) => `c.assignee = ${p}`, filter.assignee);
  where((p) => `c.customer = ${p}`, filter.customer);
  where((p) => `c.opened_at >= ${p}::timestamptz`, filter.from);
  where((p) => `c.opened_at < ${p}::timestamptz`, filter.to);
  if (filter.overdue !== undefined) conditions.push(filter.overdue ? overdue : `NOT ${overdue}`);
  if (filter.escalated !== undefined) conditions.push(filter.escalated ? escalated : `NOT ${escalated}`);
  if (after) {
    const [openedAt, id] = after;
    conditions.push(`(c.opened_at, c.id) < ($${values.push(openedAt)}::timestamptz, $${values.push(id)}::uuid)`);
  }
  return db.query(
    `SELECT c.id, c.number, c.version, c.cycle, c.status, c.severity, c.customer, c.customer_id AS "customerId",
       c.touchpoint, c.channel, c.category, c.language, c.team, c.assignee, c.flags, c.opened_at AS "openedAt",
       ${overdue} AS overdue,
       (SELECT min(k.due_at) FROM clocks k WHERE k.complaint_id = c.id AND k.met_at IS NULL) AS "dueAt",
       (SELECT max(e.level) FROM escalations e WHERE e.complaint_id = c.id AND e.closed_at IS NULL) AS "escalationLevel"
     FROM complaints c ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
     ORDER BY c.opened_at DESC, c.id DESC LIMIT $${values.push(limit)}`,
    values,
  );
}
