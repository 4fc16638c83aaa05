import { sqlOverRows, type Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
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

  async decide(tx: Tx, id: string, { status, as, by, reason }: ProposalDecision): Promise<void> {
    await tx.query(
      `UPDATE duplicate_proposals
          SET status = $2, "as" = $3, decided_by = $4, reason = $5, decided_at = clock_timestamp() WHERE id = $1`,
      [id, status, as, by, reason],
    );
  },
};
