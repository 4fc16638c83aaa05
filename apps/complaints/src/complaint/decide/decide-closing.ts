import {
  ComplaintAnswered,
  ComplaintAnswerSent,
  ComplaintClosed,
  ComplaintRejected,
  ComplaintResolved,
  ComplaintWithdrawn,
} from '@harken/contracts';
import { FieldErrors, RuleBroken } from '@harken/errors';
import type { CommandOf } from '../command.ts';
import {
  type CommandContext,
  type Complaint,
  type ComplaintAnswer,
  withoutFlag,
  wroteOnDuplicateFlag,
} from '../complaint.ts';
import { messageFailedFlag } from '../customer-message.ts';
import { decideWith } from '../escalation/escalation-chain.ts';
import { type Change, type Decision, event, type GivenAnswer, withClosedEscalations } from '../history/change.ts';
import { cancelContactClocks, meetClosingClocks, onOutgoingMessage } from '../sla/clock-lifecycle.ts';
import { withdrawalReply } from './standard-replies.ts';

export function answer(change: Change, command: CommandOf<'answer'>): void {
  const { status: from } = change.complaint;
  const { outcome, reasons, channel, text, recourse = null } = command;
  assertReaches(change.complaint, command);
  const { patch, answered } = addAnswer(change, {
    ...{ kind: 'answer', outcome, reasons, channel, text, recourse },
    toBeSent: false,
  });
  change.apply(answered(outcome), {
    patch: {
      ...patch,
      ...withoutFlag(withoutFlag(change.complaint, wroteOnDuplicateFlag), messageFailedFlag),
      status: 'answered',
    },
    history: { action: 'answer', reason: [outcome, ...reasons].join('; '), from, to: 'answered' },
  });
  onOutgoingMessage(change, 'answer');
}

export function reject(change: Change, command: CommandOf<'reject'>): void {
  const { reasons, channel, text } = command;
  assertReaches(change.complaint, command);
  const outcome = 'rejected';
  const given = addAnswer(change, {
    ...{ kind: 'rejection', outcome, reasons, channel, text, recourse: null },
    toBeSent: false,
  });
  const patch = {
    ...given.patch,
    ...withoutFlag(withoutFlag(change.complaint, wroteOnDuplicateFlag), messageFailedFlag),
  };
  const rejected = event(ComplaintRejected, { at: change.at, answerId: given.answerId, channel, by: change.by });
  endWith(change, { action: 'reject', status: 'rejected', reason: reasons.join('; '), patch }, [
    given.answered(outcome),
    rejected,
  ]);
}

/** The channel of an answer that reaches nobody, because nobody knows who complained. */
const noneReachable = 'none_reachable';

function assertReaches(
  { id, customer }: Complaint,
  { channel, reasons }: { readonly channel: string; readonly reasons: readonly string[] },
): void {
  if (channel !== noneReachable) return;
  if (customer !== null)
    throw new RuleBroken('complaint.customer-known', 'The customer is known and must be told.', { complaintId: id });
  const errors = new FieldErrors();
  errors.at('reasons').addIf(reasons.length === 0, 'required', 'says why nobody can be told');
  errors.throwIfAny('request.invalid', 'An answer that reaches nobody needs a reason.');
}

export function withdraw(change: Change, command: CommandOf<'withdraw'>): void {
  const { answerId, patch } = addAnswer(change, {
    ...withoutOutcome,
    kind: 'withdrawal',
    ...toldOrStandard(change, command, () => withdrawalReply(change.complaint)),
  });
  endWith(change, { action: 'withdraw', status: 'withdrawn', reason: command.reason, patch }, [
    event(ComplaintWithdrawn, { at: change.at, answerId, by: change.by }),
  ]);
}

export function resolve(change: Change, { reason, cause }: CommandOf<'resolve'>): void {
  if (cause !== undefined) change.set({ cause });
  endWith(change, { action: 'resolve', status: 'resolved', reason }, [
    event(ComplaintResolved, { at: change.at, by: change.by }),
  ]);
}

export function close(change: Change, { reason, cause }: CommandOf<'close'>): void {
  if (change.complaint.status !== 'resolved') resolve(change, { name: 'resolve', cause });
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
export function endWith(
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

export const withoutOutcome = { outcome: null, reasons: [], recourse: null };

/** Every reply to the customer acknowledges the complaint and counts as first response. */
export function addAnswer(change: Change, given: GivenAnswer) {
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

type Reply = Pick<GivenAnswer, 'channel' | 'text' | 'toBeSent'>;

/** What a person told the customer, or a standard text that is to be sent. */
export const toldOrStandard = (
  { complaint }: Change,
  { channel, text }: { readonly channel?: string | undefined; readonly text?: string | undefined },
  standardText: () => string,
): Reply => ({
  channel: channel ?? complaint.channel ?? 'unknown',
  text: text ?? standardText(),
  toBeSent: text === undefined,
});

/** Somebody or something has sent a standard text. */
export const answerSent = (
  complaint: Complaint,
  { id: answerId, channel, sentAt }: { readonly id: string; readonly channel: string; readonly sentAt: Date },
  context: CommandContext,
): Decision =>
  decideWith(complaint, context, (change) => {
    const sent = { at: change.at, answerId, channel, sentAt: sentAt.toISOString(), by: change.by };
    change.apply(event(ComplaintAnswerSent, sent), {
      patch: withoutFlag(complaint, messageFailedFlag),
      history: { action: 'answer-sent', reason: channel, to: answerId },
    });
  });
