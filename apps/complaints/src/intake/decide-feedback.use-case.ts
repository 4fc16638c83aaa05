import { type Identity, nameOf, type Severity } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { NotFound, RuleBroken } from '@harken/errors';
import type { Complaint } from '../complaint/complaint.ts';
import { linkAboutHandling } from '../satisfaction/handling-rating.use-case.ts';
import { type IncomingComplaint, openComplaints } from './open-complaints.use-case.ts';
import { triageStore } from './triage.store.ts';

export interface DecideFeedback {
  readonly feedbackId: string;
  readonly actor: Identity;
  readonly onBehalfOf: string | null;
  readonly reason: string | null;
}

type KeptComplaint = Omit<IncomingComplaint, 'occurredAt'> & { readonly occurredAt: string };

/** A person decided that the feedback is a complaint. */
export async function openFromTriage(
  command: DecideFeedback & { readonly severity: Severity | null },
  tx: Tx,
): Promise<Complaint> {
  const { feedbackId, actor, onBehalfOf } = command;
  const kept = await lockUndecided(feedbackId, tx);
  const incoming = { ...kept, occurredAt: new Date(kept.occurredAt), severity: command.severity, actor, onBehalfOf };
  const [complaint] = await openComplaints([incoming], tx);
  if (!complaint) throw alreadyDecided(feedbackId);
  await linkAboutHandling([complaint], tx);
  await triageStore.decide(tx, {
    ...command,
    decision: 'opened',
    by: nameOf(actor, onBehalfOf),
    complaintId: complaint.id,
  });
  return complaint;
}

/** A person decided that the feedback is no complaint. */
export async function dismissFromTriage(command: DecideFeedback, tx: Tx): Promise<void> {
  const { feedbackId, onBehalfOf, actor } = command;
  await lockUndecided(feedbackId, tx);
  await triageStore.decide(tx, { ...command, decision: 'dismissed', by: nameOf(actor, onBehalfOf), complaintId: null });
}

async function lockUndecided(feedbackId: string, tx: Tx): Promise<KeptComplaint> {
  const row = await triageStore.lock<KeptComplaint>(tx, feedbackId);
  if (!row) throw new NotFound('triage', feedbackId);
  if (row.decision) throw alreadyDecided(feedbackId);
  return row.complaint;
}

const alreadyDecided = (feedbackId: string): RuleBroken =>
  new RuleBroken('triage.already-decided', 'Somebody has judged it before.', { feedbackId });
