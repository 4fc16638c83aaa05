import type { PageQuery } from '@harken/service';
import type { DataSource } from 'typeorm';
import type { WorklistItemDto, WorklistQuery } from './escalation.dto.ts';

/** The open escalations to management, the oldest first. */
export function managementWorklist(
  db: DataSource,
  { level, acknowledged, person }: Omit<WorklistQuery, keyof PageQuery>,
  after: readonly (string | number | null)[] | undefined,
  limit: number,
): Promise<WorklistItemDto[]> {
  const values: unknown[] = [];
  const conditions = ['e.closed_at IS NULL', 'e.level IS NOT NULL'];
  if (acknowledged !== true) conditions.push('e.acknowledged_at IS NULL');
  if (level !== undefined) conditions.push(`e.level = ANY ($${values.push(level)}::int[])`);
  if (person !== undefined) {
    const anyone = `ANY ($${values.push(person.map((id) => JSON.stringify([{ id }])))}::jsonb[])`;
    conditions.push(`e.people @> ${anyone}`);
  }
  if (after) {
    const [at, id] = after;
    conditions.push(`(e.at, e.id) > ($${values.push(at)}::timestamptz, $${values.push(id)}::uuid)`);
  }
  return db.query(
    `SELECT e.id AS "escalationId", e.level, e.reason, e.note, e.clock, e.at,
       coalesce(e.people, '[]') AS people, e.due_at AS "actBy", e.overdue_at AS "overdueAt",
       extract(epoch FROM clock_timestamp() - e.at)::float8 AS "ageSeconds",
       e.acknowledged_at AS "acknowledgedAt", e.action, e.handled_by AS "handledBy",
       c.id AS "complaintId", c.number, c.status, c.severity, c.team, c.assignee, c.customer, c.tier, c.touchpoint,
       c.channel, c.category, c.flags, c.opened_at AS "openedAt",
       (SELECT min(k.due_at) FROM clocks k WHERE k.complaint_id = c.id AND k.met_at IS NULL) AS "dueAt"
     FROM escalations e JOIN complaints c ON c.id = e.complaint_id
     WHERE ${conditions.join(' AND ')} ORDER BY e.at, e.id LIMIT $${values.push(limit)}`,
    values,
  );
}
