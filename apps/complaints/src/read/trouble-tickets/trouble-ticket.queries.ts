import { complaintStatuses } from '@harken/contracts';
import type { DataSource } from 'typeorm';
import { type ComplaintFilter, whereOf } from '../complaint-filter.queries.ts';
import type { PageCursor } from '../complaint-list.queries.ts';
import type { TicketSource } from './trouble-ticket.ts';

const time = (at: string): string => `to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const jsonList = (fields: string, order: string, rows: string): string =>
  `(SELECT coalesce(json_agg(json_build_object(${fields}) ORDER BY ${order}), '[]') FROM ${rows})`;

// Entries without `after` have the status in `to`.
const status = `coalesce(h.after ->> 'status', CASE WHEN h."to" = ANY ('{${complaintStatuses.join(',')}}') THEN h."to" END)`;

const columns = `c.id, c.number, c.status, c.severity, c.customer, c.touchpoint, c.channel, c.category, c.team, c.assignee,
  c.feedback_id AS "feedbackId", c.duplicate_of AS "duplicateOf", ${time('c.opened_at')} AS "openedAt",
  ${time('c.ended_at')} AS "endedAt", c.text,
  (SELECT ${time('k.due_at')} FROM clocks k WHERE k.complaint_id = c.id AND k.clock = 'resolution'
    ORDER BY k.cycle DESC LIMIT 1) AS "resolutionDueAt",
  (SELECT ${time('max(h.at)')} FROM history h WHERE h.complaint_id = c.id) AS "lastChangeAt",
  ${jsonList(`'at', ${time('h.at')}, 'status', ${status}, 'reason', h.reason`, 'h.id', `history h WHERE h.complaint_id = c.id AND ${status} IS NOT NULL`)} AS statuses,
  ${jsonList(
    `'id', n.id, 'at', ${time('n.at')}, 'by', n.by, 'text', n.text`,
    'n.at, n.id',
    `(
      SELECT h.id::text, h.at, coalesce(h.person, h.on_behalf_of, h.actor) AS by, h.reason AS text FROM history h
       WHERE h.complaint_id = c.id AND h.action = 'note' AND h.reason IS NOT NULL
      UNION ALL SELECT a.id::text, a.at, a.by, a.text FROM answers a WHERE a.complaint_id = c.id) n`,
  )} AS notes,
  ${jsonList(`'to', l."to", 'kind', l.kind`, 'l.at, l."to"', 'complaint_links l WHERE l.complaint_id = c.id')} AS links`;

/** Newest first, like the list of complaints. */
export function ticketSources(
  db: DataSource,
  filter: ComplaintFilter & { readonly id?: string },
  after: PageCursor,
  limit: number,
): Promise<TicketSource[]> {
  const conditions = whereOf(filter);
  if (filter.id !== undefined) conditions.and(`c.id = ${conditions.value(filter.id)}::uuid`);
  if (after) conditions.after('(c.opened_at, c.id) <', after);
  return db.query(
    `SELECT ${columns}
       FROM (SELECT c.* FROM complaints c WHERE ${conditions}
              ORDER BY c.opened_at DESC, c.id DESC LIMIT ${conditions.value(limit)}) c
      ORDER BY c.opened_at DESC, c.id DESC`,
    conditions.values,
  );
}
