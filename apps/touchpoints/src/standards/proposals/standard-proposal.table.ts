import { EntitySchema } from 'typeorm';
import type { StandardProposal } from './standard-proposal.ts';

export const StandardProposalTable = new EntitySchema<StandardProposal>({
  name: 'StandardProposal',
  tableName: 'standard_proposals',
  columns: {
    id: { type: 'uuid', primary: true },
    state: { type: 'text' },
    version: { type: 'int' },
    content: { type: 'json' },
    basis: { type: 'text' },
    evidence: { type: 'json' },
    dataFrom: { type: 'timestamptz', name: 'data_from' },
    dataTo: { type: 'timestamptz', name: 'data_to' },
    proposedAt: { type: 'timestamptz', name: 'proposed_at' },
    proposedBy: { type: 'text', name: 'proposed_by' },
    adoptedAt: { type: 'timestamptz', name: 'adopted_at', nullable: true },
    adoptedBy: { type: 'text', name: 'adopted_by', nullable: true },
    standardId: { type: 'text', name: 'standard_id', nullable: true },
  },
});
