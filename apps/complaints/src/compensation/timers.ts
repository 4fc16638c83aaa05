import { CompensationExpired, CompensationOverdue } from '@harken/contracts';
import { type Complaint, type Moment, system } from '../complaint/complaint.ts';
import { fireDueSteps } from '../complaint/escalation/ladder.ts';
import { Change, closeEscalations } from '../complaint/history/change.ts';
import { aboveLimit } from '../policies/compensation-limits/compensation-limits.ts';
import { type Compensation, compensationFacts, nextStepAt } from './compensation.ts';
import type { Decided } from './propose.ts';

/** What the time alone makes of a compensation; the same one when nothing is due. */
export function passTime(complaint: Complaint, before: Compensation, othersWait: boolean, moment: Moment): Decided {
  const change = new Change(complaint, moment);
  fireDueSteps(change);
  const compensation = fireDueStep(change, before);
  if (!othersWait) leaveManagement(change, before, compensation);
  return { decision: change.done(), compensation };
}

/** Where the last proposal that waited for management waits no more, it need not stand on their worklist for it. */
export function leaveManagement(change: Change, before: Compensation, after: Compensation): void {
  if (!before.management || before.status !== 'proposed' || after.status === 'proposed') return;
  closeEscalations(change, ({ reason, clock }) => reason === aboveLimit && clock === null);
}

/** A proposal that nobody decided on expires; one that was approved and did not arrive raises an alarm, once. */
export function fireDueStep(change: Change, compensation: Compensation): Compensation {
  const dueAt = nextStepAt(compensation);
  if (!dueAt || dueAt > change.now) return compensation;
  return compensation.status === 'proposed' ? expire(change, compensation) : sound(change, compensation, dueAt);
}

function expire(change: Change, compensation: Compensation): Compensation {
  const expired: Compensation = {
    ...compensation,
    status: 'expired',
    version: compensation.version + 1,
    changedAt: change.now,
    changedBy: system,
  };
  change.tell(CompensationExpired, { at: change.at, compensation: compensationFacts(expired) });
  change.record('compensation-expired', { to: expired.id }, system);
  return expired;
}

function sound(change: Change, compensation: Compensation, dueAt: Date): Compensation {
  const late = { ...compensation, version: compensation.version + 1, overdueAt: change.now };
  const facts = { compensation: compensationFacts(late), dueAt: dueAt.toISOString() };
  change.tell(CompensationOverdue, { at: change.at, ...facts });
  change.record('compensation-overdue', { to: late.id }, system);
  return late;
}
