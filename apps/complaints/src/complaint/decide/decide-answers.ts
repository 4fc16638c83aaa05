import { ComplaintAnswered, ComplaintMarkedDuplicate, ComplaintRejected, ComplaintWithdrawn } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import type { CommandOf } from '../command.ts';
import type { ComplaintAnswer } from '../complaint.ts';
import type { Change } from '../history/change.ts';
import { cancelContactClocks, meetClosingClocks, onOutgoingMessage } from '../sla/clock-lifecycle.ts';
import { endComplaint } from './decide-closing.ts';
import { standardReply } from './standard-replies.ts';

/** Every reply to the customer acknowledges the complaint and counts as first response. */
function addAnswer(change: Change, answer: Parameters<Change['answer']>[0]): ComplaintAnswer {
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
  const row = addAnswer(change, { kind: 'answer', outcome, reasons, channel, text, recourse });
  change.set({ status: 'answered' });
  change.raise(ComplaintAnswered, {
    at: change.at,
    answerId: row.id,
    outcome,
    channel,
    first: answeredAt === null,
    by: change.by,
  });
  onOutgoingMessage(change, 'answer');
  change.addHistory('answer', { reason: [outcome, ...reasons].join('; '), from, to: 'answered' });
}

export function reject(change: Change, { reasons, channel, text }: CommandOf<'reject'>): void {
  const { status: from, answeredAt } = change.complaint;
  const outcome = 'rejected';
  const row = addAnswer(change, { kind: 'rejection', outcome, reasons, channel, text, recourse: null });
  endComplaint(change, 'rejected');
  change.raise(ComplaintAnswered, {
    at: change.at,
    answerId: row.id,
    outcome,
    channel,
    first: answeredAt === null,
    by: change.by,
  });
  change.raise(ComplaintRejected, { at: change.at, answerId: row.id, channel, by: change.by });
  onOutgoingMessage(change, 'answer');
  meetClosingClocks(change);
  change.addHistory('reject', { reason: reasons.join('; '), from, to: 'rejected' });
  cancelContactClocks(change);
}

export function withdraw(change: Change, command: CommandOf<'withdraw'>): void {
  const { reason } = command;
  const { status: from } = change.complaint;
  const row = addAnswer(change, { ...withoutOutcome, kind: 'withdrawal', ...replyText(change, command) });
  endComplaint(change, 'withdrawn');
  change.raise(ComplaintWithdrawn, { at: change.at, answerId: row.id, by: change.by });
  onOutgoingMessage(change, 'answer');
  meetClosingClocks(change);
  change.addHistory('withdraw', { reason, from, to: 'withdrawn' });
  cancelContactClocks(change);
}

export function markDuplicate(change: Change, command: CommandOf<'mark-duplicate'>): void {
  const { of, reason } = command;
  const { id, status: from } = change.complaint;
  if (of === id)
    throw new RuleBroken('complaint.duplicate-of-itself', 'A complaint does not repeat itself.', { complaintId: id });
  const row = addAnswer(change, { ...withoutOutcome, kind: 'duplicate', ...replyText(change, command) });
  change.link(of, 'duplicate_of');
  change.set({ duplicateOf: of });
  endComplaint(change, 'duplicate');
  change.raise(ComplaintMarkedDuplicate, { at: change.at, of, answerId: row.id, by: change.by });
  onOutgoingMessage(change, 'answer');
  meetClosingClocks(change);
  change.addHistory('mark-duplicate', { reason: reason ?? of, from, to: 'duplicate' });
  cancelContactClocks(change);
}

const withoutOutcome = { outcome: null, reasons: [], recourse: null };

/** The text given, else the standard reply in the customer's language. */
function replyText({ complaint }: Change, command: CommandOf<'withdraw' | 'mark-duplicate'>) {
  return {
    channel: command.channel ?? complaint.channel ?? 'unknown',
    text: command.text ?? standardReply(command.name, complaint.language, complaint.number),
  };
}
