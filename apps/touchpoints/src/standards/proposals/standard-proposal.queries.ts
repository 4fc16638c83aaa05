import { managerOf, type Reader } from '@harken/database';
import { NotFound } from '@harken/errors';
import { StandardProposalTable } from './standard-proposal.table.ts';
import type { StandardProposal } from './standard-proposal.ts';

export async function findProposal(reader: Reader, id: string): Promise<StandardProposal> {
  const found = await managerOf(reader).findOneBy(StandardProposalTable, { id });
  if (!found) throw new NotFound('standard-proposal', id);
  return found;
}

/** Newest first: ids are UUIDv7. */
export function listProposals(reader: Reader, before: string | null, limit: number): Promise<StandardProposal[]> {
  const query = managerOf(reader)
    .createQueryBuilder(StandardProposalTable, 'p')
    .orderBy('p.id', 'DESC')
    .limit(limit + 1);
  if (before !== null) query.andWhere('p.id < :before', { before });
  return query.getMany();
}
