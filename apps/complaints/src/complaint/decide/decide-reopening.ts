import { ComplaintReopened } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import { dueAt, roundTheClock } from '../../calendars/due-at.ts';
import type { DecisionContext } from '../../policies/response-policy/policy-context.ts';
import { topLevelOfPolicy } from '../../policies/response-policy/response-policy.ts';
import { type CommandOf, transitions } from '../command.ts';
import { type ComplaintRow, secondReopenFlag, withoutFlag, wroteAfterEndFlag } from '../complaint.ts';
import { escalate, fireDueSteps } from '../escalation/escalation-chain.ts';
import { type Change, event } from '../history/change.ts';
import { restartClocksOnReopen } from '../sla/clock-lifecycle.ts';

/** Starts a new cycle: acknowledgement and answer are due again; the resolution clock goes on from the first day. */
export function reopen(change: Change, { reason }: CommandOf<'reopen'>): void {
  const { id, status: from, endedAt, cycle } = change.complaint;
  const { policy } = change.context.policyContext;
  if (isReopenWindowOver(change.complaint, change.context))
    throw new RuleBroken('complaint.reopen-window-over', `It ended more than ${policy.reopenWindow} ago.`, {
      complaintId: id,
      endedAt: endedAt?.toISOString(),
    });
  const toManagement = cycle > 1 && policy.straightToManagement.includes(secondReopenFlag);
  const kept = withoutFlag(change.complaint, wroteAfterEndFlag).flags;
  change.apply(event(ComplaintReopened, { at: change.at, reason, by: change.by }), {
    patch: {
      cycle: cycle + 1,
      status: 'received',
      flags: toManagement ? [...new Set([...kept, secondReopenFlag])] : kept,
      acknowledgedAt: null,
      answeredAt: null,
      endedAt: null,
    },
    history: { action: 'reopen', reason, from, to: 'received' },
  });
  restartClocksOnReopen(change);
  if (toManagement) escalate(change, topLevelOfPolicy(policy), secondReopenFlag, null);
  fireDueSteps(change);
}

/** Whether a new complaint has to follow this one: it ended too long ago to be reopened. */
export const needsFollower = ({ status, endedAt }: ComplaintRow, context: DecisionContext): boolean =>
  transitions[status].reopen !== undefined && isReopenWindowOver({ endedAt }, context);

/** Measured from the end of the complaint, around the clock. */
export const isReopenWindowOver = (
  { endedAt }: Pick<ComplaintRow, 'endedAt'>,
  { now, policyContext }: DecisionContext,
): boolean => endedAt !== null && now > dueAt(endedAt, policyContext.policy.reopenWindow, roundTheClock);
