import { databaseTime, type Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import type { LocalTime } from '../../detection/slot-calendar.ts';
import { putStandard } from '../commands/put-standard.use-case.ts';
import { findStandards } from '../standard.queries.ts';
import { changesSubject, type StandardContent } from '../standard.ts';
import { standardProposalStore } from './standard-proposal.store.ts';
import type { StandardProposal } from './standard-proposal.ts';

export interface AdoptProposal {
  readonly id: string;
  readonly standard: string;
  /** What the person decides in place of the proposal. */
  readonly content: Pick<StandardContent, 'owner'> &
    Partial<Pick<StandardContent, 'target' | 'window' | 'minimumSample'>>;
  readonly expectedVersion?: number | undefined;
  readonly by: string;
}

/** Makes a new standard of the proposal, or a new version of the one that the touchpoint has on the metric. */
export async function adoptProposal(command: AdoptProposal, zone: LocalTime, tx: Tx): Promise<StandardProposal> {
  const { id, standard, content, by } = command;
  const proposal = await standardProposalStore.lock(tx, id, command.expectedVersion);
  if (proposal.state === 'adopted') {
    const message = `It was adopted as the standard ${proposal.standardId} already.`;
    throw new RuleBroken('standard-proposal.adopted', message, { standard: proposal.standardId });
  }
  const adopted = { ...proposal.content, ...content };
  const [before] = await findStandards(tx, [standard]);
  if (before && changesSubject(before, adopted)) {
    const message = `The standard ${standard} is about ${before.metric} at ${before.touchpoint}.`;
    throw new RuleBroken('standard-proposal.other-standard', message, { standard });
  }
  await putStandard({ id: standard, content: adopted, by }, zone, tx);
  const after: StandardProposal = {
    ...proposal,
    state: 'adopted',
    version: proposal.version + 1,
    adoptedAt: await databaseTime(tx),
    adoptedBy: by,
    standardId: standard,
  };
  await standardProposalStore.save(tx, after);
  return after;
}
