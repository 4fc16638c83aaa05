import {
  ComplaintAnswered,
  ComplaintClosed,
  ComplaintMarkedDuplicate,
  ComplaintRejected,
  ComplaintResolved,
  ComplaintWithdrawn,
} from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import type { CommandOf } from '../command.ts';
import type { Complaint, ComplaintAnswer } from '../complaint.ts';
import { type Change, event, withClosedEscalations } from '../history/change.ts';
import { cancelContactClocks, meetClosingClocks, onOutgoingMessage } from '../sla/clock-lifecycle.ts';
import { standardReply } from './standard-replies.ts';

export function answer(change: Change, command: CommandOf<'answer'>): void {
  const { status: from } = change.complaint;
  const { outcome, reasons, channel, text, recourse = null } = command;
  const { patch, answered } = addAnswer(change, { kind: 'answer', outcome, reasons, channel, text, recourse });
  change.apply(answered(outcome), {
    patch: { ...patch, status: 'answered' },
    history: { action: 'answer', reason: [outcome, ...reasons].join('; '), from, to: 'answered' },
  });
  onOutgoingMessage(change, 'answer');
}

export function reject(change: Change, { reasons, channel, text }: CommandOf<'reject'>): void {
  const outcome = 'rejected';
  const given = addAnswer(change, { kind: 'rejection', outcome, reasons, channel, text, recourse: null });
  const rejected = event(ComplaintRejected, { at: change.at, answerId: given.answerId, channel, by: change.by });
  endWith(change, { action: 'reject', status: 'rejected', reason: reasons.join('; '), patch: given.patch }, [
    given.answered(outcome),
    rejected,
  ]);
}

export function withdraw(change: Change, command: CommandOf<'withdraw'>): void {
  const { answerId, patch } = addAnswer(change, {
    ...withoutOutcome,
    kind: 'withdrawal',
    ...replyText(change, command),
  });
  endWith(change, { action: 'withdraw', status: 'withdrawn', reason: command.reason, patch }, [
    event(ComplaintWithdrawn, { at: change.at, answerId, by: change.by }),
  ]);
}

export function markDuplicate(change: Change, command: CommandOf<'mark-duplicate'>): void {
  const { of, reason = of } = command;
  const { id } = change.complaint;
  if (of === id)
    throw new RuleBroken('complaint.duplicate-of-itself', 'A complaint does not repeat itself.', { complaintId: id });
  const { answerId, patch } = addAnswer(change, {
    ...withoutOutcome,
    kind: 'duplicate',
    ...replyText(change, command),
  });
  change.link(of, 'duplicate_of');
  endWith(change, { action: 'mark-duplicate', status: 'duplicate', reason, patch: { ...patch, duplicateOf: of } }, [
    event(ComplaintMarkedDuplicate, { at: change.at, of, answerId, by: change.by }),
  ]);
}

export function resolve(change: Change, { reason }: CommandOf<'resolve'>): void {
  endWith(change, { action: 'resolve', status: 'resolved', reason }, [
    event(ComplaintResolved, { at: change.at, by: change.by }),
  ]);
}

export function close(change: Change, { reason }: CommandOf<'close'>): void {
  if (change.complaint.status !== 'resolved') resolve(change, { name: 'resolve' });
  change.apply(event(ComplaintClosed, { at: change.at, by: change.by }), {
    patch: { status: 'closed' },
    history: { action: 'close', reason, from: 'resolved', to: 'closed' },
  });
}

interface Ending {
  readonly action: string;
  readonly status: 'resolved' | 'rejected' | 'withdrawn' | 'duplicate';
  readonly reason: string | undefined;
  /** Given if the end is an answer to the customer. */
  readonly patch?: Partial<Complaint>;
}

/** The one way to an end: escalations are closed, clocks are met or cancelled. */
function endWith(
  change: Change,
  { action, status, reason, patch }: Ending,
  [first, ...more]: readonly [ReturnType<typeof event>, ...ReturnType<typeof event>[]],
): void {
  const { status: from } = change.complaint;
  change.apply(first, {
    patch: {
      ...patch,
      status,
      endedAt: change.now,
      ...withClosedEscalations(change.complaint, () => true, change.now),
    },
    history: { action, reason, from, to: status },
  });
  for (const next of more) change.apply(next);
  if (patch) onOutgoingMessage(change, 'answer');
  meetClosingClocks(change);
  cancelContactClocks(change);
}

const withoutOutcome = { outcome: null, reasons: [], recourse: null };

/** Every reply to the customer acknowledges the complaint and counts as first response. */
function addAnswer(change: Change, given: Parameters<Change['answer']>[0]) {
  const { answeredAt, acknowledgedAt } = change.complaint;
  const { id: answerId, channel } = change.answer(given);
  return {
    answerId,
    patch: { answeredAt: answeredAt ?? change.now, acknowledgedAt: acknowledgedAt ?? change.now },
    answered: (outcome: NonNullable<ComplaintAnswer['outcome']>) =>
      event(ComplaintAnswered, {
        at: change.at,
        answerId,
        outcome,
        channel,
        first: answeredAt === null,
        by: change.by,
      }),
  };
}

/** The text given, else the standard reply in the customer's language. */
function replyText({ complaint }: Change, command: CommandOf<'withdraw' | 'mark-duplicate'>) {
  return {
    channel: command.channel ?? complaint.channel ?? 'unknown',
    text: command.text ?? standardReply(command.name, complaint.language, complaint.number),
  };
}
