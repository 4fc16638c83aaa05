import { ComplaintAnswerPassedOn, ComplaintDuplicateUndone, ComplaintMarkedDuplicate } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import type { CommandOf, OriginalFacts } from '../command.ts';
import {
  type CommandContext,
  type Complaint,
  type ComplaintRow,
  withoutFlag,
  wroteAfterEndFlag,
} from '../complaint.ts';
import { decideWith, fireDueSteps } from '../escalation/escalation-chain.ts';
import { type Change, type Decision, event } from '../history/change.ts';
import { restartStoppedClocks } from '../sla/clock-lifecycle.ts';
import { addAnswer, endWith, toldOrStandard, withoutOutcome } from './decide-closing.ts';
import { duplicateReply } from './standard-replies.ts';

/** It ends as the duplicate of another one, whose answer counts for both. */
export function markDuplicate(change: Change, command: CommandOf<'mark-duplicate'>): void {
  const { of, original, reason = of } = command;
  const { complaint } = change;
  if (of === complaint.id)
    throw new RuleBroken('complaint.duplicate-of-itself', 'A complaint does not repeat itself.', { complaintId: of });
  const reply = toldOrStandard(change, command, () => duplicateReply(complaint, original));
  const { answerId, patch } = addAnswer(change, { ...withoutOutcome, kind: 'duplicate', ...reply });
  endWith(change, { action: 'mark-duplicate', status: 'duplicate', reason, patch: { ...patch, duplicateOf: of } }, [
    event(ComplaintMarkedDuplicate, { at: change.at, of, answerId, by: change.by }),
  ]);
}

/** It is open again as if it had never been marked: its customer has waited all the time. */
export function undoDuplicate(change: Change, { reason }: CommandOf<'undo-duplicate'>): void {
  const { duplicateOf: of, endedAt, escalations, assignee, ...before } = change.complaint;
  if (of === null) throw new TypeError('A duplicate has an original.');
  const isOfTheEnd = (at: Date | null) => at !== null && at.getTime() === endedAt?.getTime();
  const answeredAt = isOfTheEnd(before.answeredAt) ? null : before.answeredAt;
  const acknowledgedAt = isOfTheEnd(before.acknowledgedAt) ? null : before.acknowledgedAt;
  const unassigned = acknowledgedAt ? 'acknowledged' : 'received';
  const status = answeredAt ? 'answered' : assignee ? 'assigned' : unassigned;
  change.apply(event(ComplaintDuplicateUndone, { at: change.at, of, reason: reason ?? null, by: change.by }), {
    patch: {
      ...{ status, duplicateOf: null, endedAt: null, answeredAt, acknowledgedAt },
      ...withoutFlag(change.complaint, wroteAfterEndFlag),
      escalations: escalations.map((one) => (isOfTheEnd(one.closedAt) ? { ...one, closedAt: null } : one)),
    },
    history: { action: 'undo-duplicate', reason, from: 'duplicate', to: status },
  });
  restartStoppedClocks(change, isOfTheEnd);
  fireDueSteps(change);
}

type Decider = (complaint: Complaint, context: CommandContext) => Decision;

/** What the original knows of its duplicates: only its history changes, its links are read from them. */
const noteOfOriginal =
  (action: 'duplicate-added' | 'duplicate-removed', duplicate: string, reason?: string): Decider =>
  (complaint, context) =>
    decideWith(complaint, context, (change) => change.apply(null, { history: { action, reason, to: duplicate } }));

export const addDuplicate = (duplicate: string) => noteOfOriginal('duplicate-added', duplicate);
export const removeDuplicate = (duplicate: string, reason: string | undefined) =>
  noteOfOriginal('duplicate-removed', duplicate, reason);

/** Its original became a duplicate itself: it belongs to that one's original from now on, so that no chain arises. */
export const moveDuplicate =
  (of: string): Decider =>
  (complaint, context) =>
    decideWith(complaint, context, (change) =>
      change.apply(event(ComplaintMarkedDuplicate, { at: change.at, of, answerId: null, by: change.by }), {
        patch: { duplicateOf: of },
        history: { action: 'move-duplicate', from: complaint.duplicateOf, to: of },
      }),
    );

/** The original was answered: the same is to be sent to the customer of its duplicate. */
export const passOnAnswer =
  ({ id: of, ...original }: OriginalFacts & Pick<ComplaintRow, 'id'>, channel: string): Decider =>
  (complaint, context) =>
    decideWith(complaint, context, (change) => {
      const text = duplicateReply(complaint, original);
      const given = { kind: 'duplicate', channel: complaint.channel ?? channel, text, toBeSent: true } as const;
      const { id: answerId } = change.answer({ ...withoutOutcome, ...given });
      change.apply(event(ComplaintAnswerPassedOn, { at: change.at, of, answerId, by: change.by }), {
        history: { action: 'pass-on-answer', reason: original.number },
      });
    });
