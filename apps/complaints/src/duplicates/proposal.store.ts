import { sqlOverRows, type Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { newId } from '@harken/messaging';
import type { ProposalStatus } from './proposal.queries.ts';

export interface NewDuplicateProposal {
  readonly id: string;
  readonly complaintId: string;
  readonly of: string;
  readonly score: number;
  readonly at: Date;
}

export interface ProposalDecision {
  readonly status: Exclude<ProposalStatus, 'open'>;
  readonly as: string | null;
  readonly by: string;
  readonly reason: string | null;
}

type PersonsDecision = Pick<ProposalDecision, 'by' | 'reason'>;

// A pair proposed before, in either direction, keeps its decision.
const insertProposals = sqlOverRows<NewDuplicateProposal>(
  { id: 'uuid', complaintId: 'uuid', of: 'uuid', score: 'real', at: 'timestamptz' },
  (given) => `
  INSERT INTO duplicate_proposals (id, complaint_id, of, score, status, proposed_at)
  SELECT p.id, p.complaint_id, p.of, p.score, 'open', p.at
    FROM ${given} AS p
  ON CONFLICT (least(complaint_id, of), greatest(complaint_id, of)) DO NOTHING`,
);

export const proposalStore = {
  async add(tx: Tx, proposals: readonly NewDuplicateProposal[]): Promise<void> {
    await insertProposals.write(tx, proposals);
  },

  async lock(tx: Tx, id: string): Promise<{ complaintId: string; of: string; status: ProposalStatus }> {
    const [row] = (await tx.query(
      'SELECT complaint_id AS "complaintId", of, status FROM duplicate_proposals WHERE id = $1 FOR UPDATE',
      [id],
    )) as { complaintId: string; of: string; status: ProposalStatus }[];
    if (!row) throw new NotFound('duplicate-proposal', id);
    return row;
  },

  /** A person marked one of the pair as duplicate of the other: accepted, also if nobody or nothing had proposed it. */
  async settle(tx: Tx, complaintId: string, of: string, { by, reason }: PersonsDecision): Promise<void> {
    await tx.query(
      `INSERT INTO duplicate_proposals (id, complaint_id, of, status, "as", proposed_at, decided_at, decided_by, reason)
       VALUES ($1, $2, $3, 'accepted', 'duplicate', clock_timestamp(), clock_timestamp(), $4, $5)
       ON CONFLICT (least(complaint_id, of), greatest(complaint_id, of)) DO UPDATE
          SET status = 'accepted', "as" = 'duplicate', decided_at = excluded.decided_at,
              decided_by = excluded.decided_by, reason = excluded.reason`,
      [newId(), complaintId, of, by, reason],
    );
    // Both may be duplicates of the same one by now.
    await tx.query(
      `UPDATE duplicate_proposals p
          SET status = 'accepted', "as" = 'duplicate', decided_at = clock_timestamp(), decided_by = $2, reason = $3
         FROM complaints c, complaints o
        WHERE p.status = 'open' AND (p.complaint_id = $1 OR p.of = $1) AND c.id = p.complaint_id AND o.id = p.of
          AND coalesce(c.duplicate_of, c.id) = coalesce(o.duplicate_of, o.id)`,
      [complaintId, by, reason],
    );
  },

  /** Somebody found out that the pair are two complaints. */
  async refuse(tx: Tx, one: string, other: string, { by, reason }: PersonsDecision): Promise<void> {
    await tx.query(
      `UPDATE duplicate_proposals
          SET status = 'refused', "as" = NULL, decided_at = clock_timestamp(), decided_by = $3, reason = $4
        WHERE least(complaint_id, of) = least($1::uuid, $2::uuid) AND greatest(complaint_id, of) = greatest($1::uuid, $2::uuid)`,
      [one, other, by, reason],
    );
  },

  async decide(tx: Tx, id: string, { status, as, by, reason }: ProposalDecision): Promise<void> {
    await tx.query(
      `UPDATE duplicate_proposals
          SET status = $2, "as" = $3, decided_by = $4, reason = $5, decided_at = clock_timestamp() WHERE id = $1`,
      [id, status, as, by, reason],
    );
  },
};
