import { sql, type Tx } from '@harken/database';
import { millisecondsOf } from '../programmes/duration.ts';
import type { Quota } from '../programmes/programme.ts';
import type { Candidate } from './candidate.ts';
import type { RunProgramme } from './decide-invitation.ts';
import { InvitationRecord } from './invitation-record.ts';

const lastInvitations = sql<{ customerId: string; programme: string; at: Date }>(`
  SELECT c.id AS "customerId", last.* FROM unnest($1::uuid[]) AS c (id) JOIN customers m ON m.current_id = c.id, LATERAL (
    SELECT programme, invited_at AS at FROM invitations
     WHERE customer_id = m.id AND status <> 'bounced' ORDER BY invited_at DESC LIMIT 1) last`);

const openInvitations = sql<{ customerId: string; programme: string; expiresAt: Date }>(`
  SELECT m.current_id AS "customerId", i.programme, i.expires_at AS "expiresAt"
    FROM customers m JOIN invitations i ON i.customer_id = m.id
   WHERE m.current_id = ANY ($1::uuid[]) AND i.status IN ('invited', 'opened', 'started')`);

// $3 ... $7 are the audience of the quota: an empty list is no condition.
const countOf = (time: 'invited_at' | 'answered_at') =>
  sql<{ count: number }>(`
  SELECT count(*)::int AS count FROM invitations
   WHERE programme = $1 AND ${time} IS NOT NULL
     AND ($2::float8 IS NULL OR ${time} > clock_timestamp() - $2 * interval '1 millisecond')
     AND (cardinality($3::text[]) = 0 OR segments && $3) AND (cardinality($4::text[]) = 0 OR tier = ANY ($4))
     AND (cardinality($5::text[]) = 0 OR stage = ANY ($5)) AND (cardinality($6::text[]) = 0 OR touchpoint = ANY ($6))
     AND (cardinality($7::text[]) = 0 OR EXISTS (
           SELECT FROM unnest($7) AS l WHERE lower(customer_language) = lower(l) OR lower(customer_language) LIKE lower(l) || '-%'))`);
const counts = { invitations: countOf('invited_at'), answers: countOf('answered_at') };

/** What is known of these customers, and what the quotas of these programmes have counted. */
export async function readInvitationRecord(
  candidates: readonly Candidate[],
  programmes: readonly RunProgramme[],
  tx: Tx,
): Promise<InvitationRecord> {
  const record = new InvitationRecord();
  const customerIds = [...new Set(candidates.map(({ customer }) => customer.id))];
  for (const { customerId, ...last } of await lastInvitations.query(tx, [customerIds])) {
    record.noteInvited(customerId, last);
  }
  for (const { customerId, programme, expiresAt } of await openInvitations.query(tx, [customerIds])) {
    record.noteOpen(programme, customerId, expiresAt);
  }
  for (const { id, quotas } of programmes) {
    for (const [index, quota] of quotas.entries()) record.setCounted(id, index, await countQuota(id, quota, tx));
  }
  return record;
}

async function countQuota(programme: string, { count, within, of }: Quota, tx: Tx): Promise<number> {
  const { segments, tiers, stages, touchpoints, languages } = of;
  const back = within === null ? null : millisecondsOf(within);
  const values = [programme, back, segments, tiers, stages, touchpoints, languages];
  return (await counts[count].queryOne(tx, values)).count;
}
