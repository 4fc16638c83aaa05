import { selectList } from '@harken/database';
import type { EntityManager } from 'typeorm';
import { subjectFields } from '../complaint/complaint.ts';
import { ComplaintTable } from '../complaint/storage/complaint.table.ts';

import type { IncomingFacts } from '../policies/routing-rules/routing-rules.ts';
import type { RoutedComplaint, RouteResult } from './routing-dry-run.ts';

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

export interface RequestedPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

type RoutedRow = Omit<RoutedComplaint, 'said' | 'went'> &
  Omit<IncomingFacts, 'severity' | 'at'> &
  RouteResult & { readonly said: RouteResult['severity'] };

// The first history entry says where it was routed; older complaints without it count where they are now.
const selectRouted = `
  SELECT c.id AS "complaintId", c.number, c.opened_at AS "openedAt", c.text,
         ${selectList(ComplaintTable, 'c', [...subjectFields, 'segments', 'tier', 'stage', 'origin'])}, c.team AS "teamNow",
         coalesce(c.said_severity, c.severity) AS said, coalesce(o.after ->> 'team', o."to", c.team) AS team,
         CASE WHEN o.after IS NULL THEN c.rule ELSE o.after ->> 'rule' END AS rule,
         coalesce(o.after ->> 'severity', c.severity) AS severity
    FROM complaints c
    LEFT JOIN LATERAL (SELECT "to", after FROM history WHERE complaint_id = c.id ORDER BY id LIMIT 1) o ON true
   WHERE c.opened_at >= $1 AND c.opened_at < $2 AND (c.opened_at, c.id) < ($3, $4::uuid)
   ORDER BY c.opened_at DESC, c.id DESC LIMIT $5`;

const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The complaints of the period as they came in, newest first, page by page, at most `limit`. */
export async function* routedComplaints(
  tx: EntityManager,
  { from, to }: Period,
  limit: number,
  pageSize: number,
): AsyncGenerator<readonly RoutedComplaint[]> {
  let [openedAt, id, left] = [to, lastId, limit];
  while (left > 0) {
    const rows = (await tx.query(selectRouted, [from, to, openedAt, id, Math.min(left, pageSize)])) as RoutedRow[];
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(toRoutedComplaint);
    [openedAt, id] = [last.openedAt, last.complaintId];
    left -= rows.length;
  }
}

function toRoutedComplaint({
  complaintId,
  number,
  openedAt,
  teamNow,
  team,
  rule,
  severity,
  said,
  ...facts
}: RoutedRow): RoutedComplaint {
  return {
    ...{ complaintId, number, openedAt, teamNow },
    incoming: { ...facts, severity: said, at: openedAt },
    routedTo: { team, rule, severity },
  };
}

/** The last thirty days by default, by database time. */
export async function periodOf(tx: EntityManager, { from, to }: RequestedPeriod): Promise<Period> {
  const [period] = (await tx.query(
    `SELECT coalesce($1::timestamptz, e.to - interval '30 days') AS from, e.to
       FROM (SELECT coalesce($2::timestamptz, clock_timestamp()) AS to) e`,
    [from ?? null, to ?? null],
  )) as [Period];
  return period;
}
