import { happened, type Identity, nameOf, type Severity, TriageDecided } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { NotFound, RuleBroken } from '@harken/errors';
import { outbox } from '@harken/messaging';
import type { Complaint } from '../complaint/complaint.ts';
import { linkAboutHandling } from '../satisfaction/handling-rating.use-case.ts';
import { type IncomingComplaint, openComplaints } from './open-complaints.use-case.ts';
import { type TriageDecision, triageStore } from './triage.store.ts';

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
  await decide({ ...command, decision: 'opened', by: nameOf(actor, onBehalfOf), complaintId: complaint.id }, tx);
  return complaint;
}

/** A person decided that the feedback is no complaint. */
export async function dismissFromTriage(command: DecideFeedback, tx: Tx): Promise<void> {
  const { feedbackId, onBehalfOf, actor } = command;
  await lockUndecided(feedbackId, tx);
  await decide({ ...command, decision: 'dismissed', by: nameOf(actor, onBehalfOf), complaintId: null }, tx);
}

/** Feedback learns from the event how good its judgement was. */
async function decide(decided: TriageDecision, tx: Tx): Promise<void> {
  const { feedbackId, decision, complaintId } = decided;
  const at = (await triageStore.decide(tx, decided)).toISOString();
  await outbox.add(tx, [happened(TriageDecided, feedbackId, { feedbackId, decision, complaintId, at })]);
}

async function lockUndecided(feedbackId: string, tx: Tx): Promise<KeptComplaint> {
  const row = await triageStore.lock<KeptComplaint>(tx, feedbackId);
  if (!row) throw new NotFound('triage', feedbackId);
  if (row.decision) throw alreadyDecided(feedbackId);
  return row.complaint;
}

const alreadyDecided = (feedbackId: string): RuleBroken =>
  new RuleBroken('triage.already-decided', 'Somebody has judged it before.', { feedbackId });
