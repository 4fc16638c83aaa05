import { CompensationExpired, CompensationOverdue } from '@harken/contracts';
import { type CommandContext, type Complaint, system } from '../complaint/complaint.ts';
import { fireDueSteps } from '../complaint/escalation/escalation-chain.ts';
import type { Escalation } from '../complaint/escalation.ts';
import { Change, event, withClosedEscalations } from '../complaint/history/change.ts';
import { aboveLimit } from '../policies/compensation-limits/compensation-limits.ts';
import { type Compensation, compensationFacts, nextStepAt } from './compensation.ts';
import type { CompensationDecision } from './propose.ts';

/** Expires the compensation or raises it as overdue when that is due; returns the same one when nothing is due. */
export function expireIfDue(
  complaint: Complaint,
  before: Compensation,
  othersPending: boolean,
  context: CommandContext,
): CompensationDecision {
  const change = new Change(complaint, context);
  fireDueSteps(change);
  const compensation = fireDueStep(change, before);
  if (!othersPending) closeManagementReview(change, before, compensation);
  return { decision: change.decision(), compensation };
}

/** Closes the escalation for the amount when no proposal of the complaint waits for management any more. */
export function closeManagementReview(change: Change, before: Compensation, after: Compensation): void {
  if (!before.management || before.status !== 'proposed' || after.status === 'proposed') return;
  const isForAmount = ({ reason, clock }: Escalation) => reason === aboveLimit && clock === null;
  change.set(withClosedEscalations(change.complaint, isForAmount, change.now));
}

/** An undecided proposal expires; an approved one that was not fulfilled in time is raised as overdue, once. */
export function fireDueStep(change: Change, compensation: Compensation): Compensation {
  const dueAt = nextStepAt(compensation);
  if (!dueAt || dueAt > change.now) return compensation;
  return compensation.status === 'proposed' ? expire(change, compensation) : raiseOverdue(change, compensation, dueAt);
}

function expire(change: Change, compensation: Compensation): Compensation {
  const expired: Compensation = {
    ...compensation,
    status: 'expired',
    version: compensation.version + 1,
    changedAt: change.now,
    changedBy: system.name,
  };
  change.apply(event(CompensationExpired, { at: change.at, compensation: compensationFacts(expired) }), {
    history: { action: 'compensation-expired', to: expired.id, actor: system },
  });
  return expired;
}

function raiseOverdue(change: Change, compensation: Compensation, dueAt: Date): Compensation {
  const late = { ...compensation, version: compensation.version + 1, overdueAt: change.now };
  const facts = { compensation: compensationFacts(late), dueAt: dueAt.toISOString() };
  change.apply(event(CompensationOverdue, { at: change.at, ...facts }), {
    history: { action: 'compensation-overdue', to: late.id, actor: system },
  });
  return late;
}
