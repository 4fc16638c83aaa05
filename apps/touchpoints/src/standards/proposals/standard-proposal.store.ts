import type { Tx } from '@harken/database';
import { NotFound, Stale } from '@harken/errors';
import { StandardProposalTable } from './standard-proposal.table.ts';
import type { StandardProposal } from './standard-proposal.ts';

export const standardProposalStore = {
  async save(tx: Tx, proposal: StandardProposal): Promise<void> {
    await tx.upsert(StandardProposalTable, { ...proposal } as StandardProposal & { content: object }, ['id']);
  },

  async lock(tx: Tx, id: string, expectedVersion: number | undefined): Promise<StandardProposal> {
    const found = await tx.findOne(StandardProposalTable, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!found) throw new NotFound('standard-proposal', id);
    if (expectedVersion !== undefined && expectedVersion !== found.version) {
      throw new Stale('standard-proposal.stale', 'The proposal has another version by now.', {
        version: found.version,
      });
    }
    return found;
  },
};
