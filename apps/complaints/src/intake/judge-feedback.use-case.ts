import type { Severity } from '@harken/contracts';
import { NotFound, RuleBroken } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import type { Complaint } from '../complaint/complaint.ts';
import { linkAboutHandling } from '../satisfaction/link-about-handling.use-case.ts';
import { type IncomingComplaint, openComplaints } from './open-complaints.use-case.ts';
import { triageStore } from './triage.store.ts';

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
  await linkAboutHandling([complaint], tx);
  await triageStore.judge(tx, { ...command, decision: 'opened', by: by ?? actor, complaintId: complaint.id });
  return complaint;
}

/** A person says it is none. */
export async function dismissFromTriage(command: JudgeFeedback, tx: Tx): Promise<void> {
  const { feedbackId, by, actor } = command;
  await undecided(feedbackId, tx);
  await triageStore.judge(tx, { ...command, decision: 'dismissed', by: by ?? actor, complaintId: null });
}

async function undecided(feedbackId: string, tx: Tx): Promise<Stored> {
  const row = await triageStore.lock<Stored>(tx, feedbackId);
  if (!row) throw new NotFound('triage', feedbackId);
  if (row.decision) throw decided(feedbackId);
  return row.complaint;
}

const decided = (feedbackId: string): RuleBroken =>
  new RuleBroken('triage.already-decided', 'Somebody has judged it before.', { feedbackId });
