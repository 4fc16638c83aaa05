import { ComplaintReopened } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import { dueAt, roundTheClock } from '../../calendars/due-at.ts';
import { topLevelOfPolicy } from '../../policies/response-policy/response-policy.ts';
import type { CommandOf } from '../command.ts';
import { escalate, fireDueSteps } from '../escalation/escalation-chain.ts';
import { secondReopenFlag, wroteAfterEndFlag } from '../flags.ts';
import type { Change } from '../history/change.ts';
import { restartClocksOnReopen } from '../sla/clock-lifecycle.ts';

/** Starts a new cycle: acknowledgement and answer are due again; the resolution clock goes on from the first day. */
export function reopen(change: Change, { reason }: CommandOf<'reopen'>): void {
  const { id, status: from, endedAt, cycle, flags } = change.complaint;
  const { policy } = change.context.policyContext;
  if (isReopenWindowOver(change))
    throw new RuleBroken(reopenWindowOverCode, `It ended more than ${policy.reopenWindow} ago.`, {
      complaintId: id,
      endedAt: endedAt?.toISOString(),
    });
  const begun = { cycle: cycle + 1, flags: flags.filter((flag) => flag !== wroteAfterEndFlag) };
  change.set({ ...begun, status: 'received', acknowledgedAt: null, answeredAt: null, endedAt: null });
  restartClocksOnReopen(change);
  change.raise(ComplaintReopened, { at: change.at, reason, by: change.by });
  change.addHistory('reopen', { reason, from, to: 'received' });
  if (cycle > 1 && policy.straightToManagement.includes(secondReopenFlag)) escalateToTop(change);
  fireDueSteps(change);
}

function escalateToTop(change: Change): void {
  const { flags } = change.complaint;
  if (!flags.includes(secondReopenFlag)) change.set({ flags: [...flags, secondReopenFlag] });
  escalate(change, topLevelOfPolicy(change.context.policyContext.policy), secondReopenFlag, null);
}

/** The complaint cannot be reopened any more: the caller opens a new one that follows it. */
export const reopenWindowOverCode = 'complaint.reopen-window-over';

/** Measured from the end of the complaint, around the clock. */
export function isReopenWindowOver({ complaint: { endedAt }, now, context }: Change): boolean {
  return endedAt !== null && now > dueAt(endedAt, context.policyContext.policy.reopenWindow, roundTheClock);
}
