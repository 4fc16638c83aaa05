import { ComplaintAnswered, ComplaintMarkedDuplicate, ComplaintRejected, ComplaintWithdrawn } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import type { CommandOf } from '../command.ts';
import type { ComplaintAnswer } from '../complaint.ts';
import type { Change } from '../history/change.ts';
import { cancelWaiting, companyWrote, complaintEnded } from '../sla/conduct.ts';
import { standardText } from './customer-told.ts';
import { end } from './decide-ends.ts';

/** Whatever the customer is told, it acknowledges the complaint and is the first response. */
function tellCustomer(change: Change, answer: Parameters<Change['answer']>[0]): ComplaintAnswer {
  const row = change.answer(answer);
  change.set({
    answeredAt: change.complaint.answeredAt ?? change.now,
    acknowledgedAt: change.complaint.acknowledgedAt ?? change.now,
  });
  return row;
}

export function answer(change: Change, command: CommandOf<'answer'>): void {
  const { status: from, answeredAt } = change.complaint;
  const { outcome, reasons, channel, text, recourse = null } = command;
  const row = tellCustomer(change, { kind: 'answer', outcome, reasons, channel, text, recourse });
  change.set({ status: 'answered' });
  change.tell(ComplaintAnswered, {
    at: change.at,
    answerId: row.id,
    outcome,
    channel,
    first: answeredAt === null,
    by: change.by,
  });
  companyWrote(change, 'answer');
  change.record('answer', { reason: [outcome, ...reasons].join('; '), from, to: 'answered' });
}

export function reject(change: Change, { reasons, channel, text }: CommandOf<'reject'>): void {
  const { status: from, answeredAt } = change.complaint;
  const outcome = 'rejected';
  const row = tellCustomer(change, { kind: 'rejection', outcome, reasons, channel, text, recourse: null });
  end(change, 'rejected');
  change.tell(ComplaintAnswered, {
    at: change.at,
    answerId: row.id,
    outcome,
    channel,
    first: answeredAt === null,
    by: change.by,
  });
  change.tell(ComplaintRejected, { at: change.at, answerId: row.id, channel, by: change.by });
  companyWrote(change, 'answer');
  complaintEnded(change);
  change.record('reject', { reason: reasons.join('; '), from, to: 'rejected' });
  cancelWaiting(change);
}

export function withdraw(change: Change, command: CommandOf<'withdraw'>): void {
  const { reason } = command;
  const { status: from } = change.complaint;
  const row = tellCustomer(change, { ...notAnOutcome, kind: 'withdrawal', ...wordsOf(change, command) });
  end(change, 'withdrawn');
  change.tell(ComplaintWithdrawn, { at: change.at, answerId: row.id, by: change.by });
  companyWrote(change, 'answer');
  complaintEnded(change);
  change.record('withdraw', { reason, from, to: 'withdrawn' });
  cancelWaiting(change);
}

export function markDuplicate(change: Change, command: CommandOf<'mark-duplicate'>): void {
  const { of, reason } = command;
  const { id, status: from } = change.complaint;
  if (of === id)
    throw new RuleBroken('complaint.duplicate-of-itself', 'A complaint does not repeat itself.', { complaintId: id });
  const row = tellCustomer(change, { ...notAnOutcome, kind: 'duplicate', ...wordsOf(change, command) });
  change.link(of, 'duplicate_of');
  change.set({ duplicateOf: of });
  end(change, 'duplicate');
  change.tell(ComplaintMarkedDuplicate, { at: change.at, of, answerId: row.id, by: change.by });
  companyWrote(change, 'answer');
  complaintEnded(change);
  change.record('mark-duplicate', { reason: reason ?? of, from, to: 'duplicate' });
  cancelWaiting(change);
}

const notAnOutcome = { outcome: null, reasons: [], recourse: null };

/** How the customer is told: in the words given, else in the standard ones of the customer's language. */
function wordsOf({ complaint }: Change, command: CommandOf<'withdraw' | 'mark-duplicate'>) {
  return {
    channel: command.channel ?? complaint.channel ?? 'unknown',
    text: command.text ?? standardText(command.name, complaint.language, complaint.number),
  };
}
