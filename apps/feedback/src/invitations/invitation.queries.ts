import { sql } from '@harken/database';
import type { TimeCursor } from '@harken/service';
import type { DataSource } from 'typeorm';
import { recordedIdsOf } from '../customers/customer.queries.ts';
import { selectInvitations, withCustomer } from './invitation.store.ts';
import type { Invitation, InvitationOfCustomer, InvitationStatus } from './invitation.ts';
import type { DecisionRow, ProgressRow } from './progress.ts';

export interface InvitationFilter {
  readonly programme: string;
  readonly status: readonly InvitationStatus[] | undefined;
  readonly from: Date | undefined;
}

const list = sql<Invitation & Pick<InvitationOfCustomer, 'customer'>>(
  `${selectInvitations}
   WHERE i.programme = $1 AND ($2::text[] IS NULL OR i.status = ANY ($2))
     AND ($3::timestamptz IS NULL OR i.invited_at >= $3)
     AND ($4::timestamptz IS NULL OR (i.invited_at, i.id) > ($4, $5::uuid))
   ORDER BY i.invited_at, i.id LIMIT $6`,
  { plan: 'each-time' },
);

/** The oldest first, so that a reader can go on where it stopped. */
export async function listInvitations(
  db: DataSource,
  { programme, status, from }: InvitationFilter,
  limit: number,
  after: TimeCursor | undefined,
): Promise<InvitationOfCustomer[]> {
  const rows = await list.query(db, [programme, status ?? null, from ?? null, after?.at, after?.id, limit]);
  return rows.map(withCustomer);
}

const decisions = sql<DecisionRow>(
  `
  SELECT d.id::text, c.external_id AS customer, c.id AS "customerId", d.decision, d.details,
         d.invitation_id AS "invitationId", d.interaction_id AS "interactionId", d.complaint_id AS "complaintId",
         d.touchpoint, d.decided_at AS at
    FROM candidates d JOIN current_customers c ON c.recorded_id = d.customer_id
   WHERE d.programme = $1 AND d.decided_at IS NOT NULL AND ($2::text[] IS NULL OR d.decision = ANY ($2))
     AND ($3::uuid[] IS NULL OR d.customer_id = ANY ($3)) AND ($4::bigint IS NULL OR d.id < $4)
   ORDER BY d.id DESC LIMIT $5`,
  { plan: 'each-time' },
);

/** The newest first. */
export const listDecisions = async (
  db: DataSource,
  programme: string,
  { decision, customer }: { readonly decision?: readonly string[]; readonly customer?: string },
  limit: number,
  before: string | undefined,
): Promise<DecisionRow[]> =>
  decisions.query(db, [
    ...[programme, decision ?? null, customer === undefined ? null : await recordedIdsOf(db, [customer])],
    ...[before ?? null, limit],
  ]);

const progress = sql<ProgressRow>(`
  SELECT p.id, p.status, p.version, p.started_at AS "startedAt", p.ended_at AS "endedAt", p.run_at AS "nextRunAt",
         (SELECT count(*)::int FROM candidates WHERE programme = p.id AND decided_at IS NULL) AS waiting,
         (SELECT coalesce(json_object_agg(status, n), '{}') FROM (
            SELECT status, count(*)::int AS n FROM invitations WHERE programme = p.id GROUP BY status) s) AS invitations,
         (SELECT coalesce(json_object_agg(decision, n), '{}') FROM (
            SELECT decision, count(*)::int AS n FROM candidates
             WHERE programme = p.id AND decided_at IS NOT NULL AND decision <> 'invited' GROUP BY decision) d) AS skipped
    FROM programmes p WHERE p.id = $1`);

/** Undefined for a programme that was never published. */
export async function readProgress(
  db: DataSource | DataSource['manager'],
  id: string,
): Promise<ProgressRow | undefined> {
  const [row] = await progress.query(db, [id]);
  return row;
}
