import type { Severity } from '@harken/contracts';
import { NotFound, RuleBroken } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import type { Complaint } from '../lifecycle/complaint.ts';
import { type IncomingComplaint, openComplaints } from '../lifecycle/open-complaints.use-case.ts';

export interface JudgeFeedback {
  readonly feedbackId: string;
  readonly actor: string;
  readonly by: string | null;
  readonly reason: string | null;
}

type Stored = Omit<IncomingComplaint, 'occurredAt'> & { readonly occurredAt: string };

/** A person says it is a complaint. */
export async function openFromTriage(
  command: JudgeFeedback & { readonly severity: Severity | null },
  tx: Tx,
): Promise<Complaint> {
  const { feedbackId, actor, by } = command;
  const kept = await undecided(feedbackId, tx);
  const incoming = { ...kept, occurredAt: new Date(kept.occurredAt), severity: command.severity, actor, by };
  const [complaint] = await openComplaints([incoming], tx);
  if (!complaint) throw decided(feedbackId);
  await note(command, 'opened', complaint.id, tx);
  return complaint;
}

/** A person says it is none. */
export async function dismissFromTriage(command: JudgeFeedback, tx: Tx): Promise<void> {
  await undecided(command.feedbackId, tx);
  await note(command, 'dismissed', null, tx);
}

async function undecided(feedbackId: string, tx: Tx): Promise<Stored> {
  const [row] = (await tx.query('SELECT complaint, decision FROM triage WHERE feedback_id = $1 FOR UPDATE', [
    feedbackId,
  ])) as { complaint: Stored; decision: string | null }[];
  if (!row) throw new NotFound('triage', feedbackId);
  if (row.decision) throw decided(feedbackId);
  return row.complaint;
}

const decided = (feedbackId: string): RuleBroken =>
  new RuleBroken('triage.already-decided', 'Somebody has judged it before.', { feedbackId });

async function note(command: JudgeFeedback, decision: string, complaintId: string | null, tx: Tx): Promise<void> {
  await tx.query(
    `UPDATE triage SET decision = $2, decided_at = clock_timestamp(), decided_by = $3, reason = $4, complaint_id = $5
     WHERE feedback_id = $1`,
    [command.feedbackId, decision, command.by ?? command.actor, command.reason, complaintId],
  );
}
