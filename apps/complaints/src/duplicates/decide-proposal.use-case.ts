import { type Identity, nameOf } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import { refuseDuplicate } from '../complaint/decide/decide.ts';
import { changeComplaint } from '../complaint/execute/change-complaint.use-case.ts';
import { linkComplaints } from '../complaint/execute/link-complaints.use-case.ts';
import { markDuplicate } from './mark-duplicate.use-case.ts';
import { proposalStore } from './proposal.store.ts';

export interface DecideProposal {
  readonly id: string;
  readonly actor: Identity;
  readonly onBehalfOf?: string;
  readonly reason?: string;
  readonly expectedVersion: number | undefined;
}

export interface AcceptProposal extends DecideProposal {
  /** duplicate: the later complaint ends as duplicate of the earlier one; related: both go on. */
  readonly as: 'duplicate' | 'related';
  readonly channel?: string;
  readonly text?: string;
}

export async function acceptProposal(command: AcceptProposal, tx: Tx): Promise<void> {
  const { id, as, onBehalfOf, actor, reason, channel, text, expectedVersion } = command;
  const { complaintId, of } = await lockOpenProposal(id, tx);
  const change = { id: complaintId, expectedVersion, actor, onBehalfOf };
  if (as === 'duplicate') {
    await markDuplicate(change, { of, reason, channel, text }, tx);
    return;
  }
  await linkComplaints(change, { to: of, kind: 'related' }, tx);
  await proposalStore.decide(tx, id, { status: 'accepted', as, by: nameOf(actor, onBehalfOf), reason: reason ?? null });
}

/** The pair is not proposed again. */
export async function refuseProposal(command: DecideProposal & { readonly reason: string }, tx: Tx): Promise<void> {
  const { id, onBehalfOf, actor, reason, expectedVersion } = command;
  const { complaintId, of } = await lockOpenProposal(id, tx);
  const change = { id: complaintId, expectedVersion, actor, onBehalfOf };
  await changeComplaint(change, (complaint, context) => refuseDuplicate(complaint, { of, reason }, context), tx);
  await proposalStore.decide(tx, id, { status: 'refused', as: null, by: nameOf(actor, onBehalfOf), reason });
}

async function lockOpenProposal(id: string, tx: Tx) {
  const proposal = await proposalStore.lock(tx, id);
  if (proposal.status === 'open') return proposal;
  throw new RuleBroken('duplicate-proposal.already-decided', `Somebody has ${proposal.status} it before.`, {
    proposalId: id,
    status: proposal.status,
  });
}
