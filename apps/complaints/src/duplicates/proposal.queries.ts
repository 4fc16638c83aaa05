import { NotFound } from '@harken/errors';
import type { DataSource, EntityManager } from 'typeorm';

type ProposalReader = DataSource | EntityManager;

export const proposalStatuses = ['open', 'accepted', 'refused'] as const;
export type ProposalStatus = (typeof proposalStatuses)[number];

export interface DuplicateProposal {
  readonly id: string;
  readonly proposedAt: Date;
  readonly [field: string]: unknown;
}

const select = `
  SELECT p.id, p.complaint_id AS "complaintId", c.number, p.of, o.number AS "ofNumber", c.customer, c.touchpoint,
         c.category, p.score::float8 AS score, p.status, p."as", p.proposed_at AS "proposedAt",
         p.decided_at AS "decidedAt", p.decided_by AS "decidedBy", p.reason
    FROM duplicate_proposals p JOIN complaints c ON c.id = p.complaint_id JOIN complaints o ON o.id = p.of`;

/** Oldest first. Open ones are about complaints that are neither withdrawn nor duplicates. */
export function listProposals(
  db: ProposalReader,
  statuses: readonly ProposalStatus[] | undefined,
  after: readonly (string | number | null)[] | undefined,
  limit: number,
): Promise<DuplicateProposal[]> {
  const values: unknown[] = [];
  const conditions = ['true'];
  if (statuses) {
    conditions.push(`p.status = ANY ($${values.push(statuses)}::text[])`);
    conditions.push(
      "(p.status <> 'open' OR c.status NOT IN ('withdrawn', 'duplicate') AND o.status NOT IN ('withdrawn', 'duplicate'))",
    );
  }
  if (after)
    conditions.push(
      `(p.proposed_at, p.id) > ($${values.push(after[0])}::timestamptz, $${values.push(after[1])}::uuid)`,
    );
  return db.query(
    `${select} WHERE ${conditions.join(' AND ')} ORDER BY p.proposed_at, p.id LIMIT $${values.push(limit)}`,
    values,
  );
}

/** All proposals of the complaint, the most similar first. */
export const proposalsOf = (db: ProposalReader, complaintId: string): Promise<DuplicateProposal[]> =>
  db.query(`${select} WHERE p.complaint_id = $1 OR p.of = $1 ORDER BY p.score DESC NULLS LAST, p.id`, [complaintId]);

export async function getProposal(db: ProposalReader, id: string): Promise<DuplicateProposal> {
  const [found] = (await db.query(`${select} WHERE p.id = $1`, [id])) as DuplicateProposal[];
  if (!found) throw new NotFound('duplicate-proposal', id);
  return found;
}
