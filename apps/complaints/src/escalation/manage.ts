import { ComplaintAssigned, ComplaintEscalationHandled } from '@harken/contracts';
import { NotFound, RuleBroken } from '@harken/errors';
import { Change, type Decision } from '../lifecycle/change.ts';
import type { Complaint, Moment } from '../lifecycle/complaint.ts';
import { type Escalation, isOpen, type ManagementAction } from './escalation.ts';
import { fireDueSteps, replaceClock } from './ladder.ts';

export interface Management {
  readonly level: number;
  readonly action: ManagementAction;
  /** What is to be done, or why it need not climb further. */
  readonly reason: string | null;
}

const actionNames = { take_over: 'take-over', instruct: 'instruct', de_escalate: 'de-escalate' } as const;

/** Management acts on what stands before its level. */
export function manage(complaint: Complaint, { level, action, reason }: Management, moment: Moment): Decision {
  const change = new Change(complaint, moment);
  fireDueSteps(change);
  const open = openAt(change.complaint, level);
  for (const escalation of open) handle(change, escalation, action);
  if (action === 'take_over') takeOver(change);
  change.record(actionNames[action], { reason, to: `level ${level}` });
  return change.done();
}

function openAt({ id, escalations }: Complaint, level: number): Escalation[] {
  const atLevel = escalations.filter((escalation) => escalation.level === level);
  if (atLevel.length === 0) throw new NotFound('escalation', `${id}/${level}`);
  const open = atLevel.filter(isOpen);
  if (open.length === 0)
    throw new RuleBroken('complaint.escalation-closed', `Nothing stands before level ${level} any more.`, {
      complaintId: id,
      level,
    });
  return open;
}

function handle(change: Change, escalation: Escalation, action: ManagementAction): void {
  const handled = {
    ...escalation,
    action,
    handledBy: change.by,
    acknowledgedAt: escalation.acknowledgedAt ?? change.now,
    closedAt: action === 'de_escalate' ? change.now : null,
  };
  const escalations = change.complaint.escalations.map((one) => (one.id === handled.id ? handled : one));
  change.set({ escalations });
  if (action === 'de_escalate') stopLadder(change, escalation);
  change.tell(ComplaintEscalationHandled, {
    at: change.at,
    escalationId: handled.id,
    level: handled.level,
    action,
    by: change.by,
  });
}

function stopLadder(change: Change, { clock, cycle }: Escalation): void {
  const climbing = change.complaint.clocks.find((one) => one.clock === clock && one.cycle === cycle);
  if (climbing) replaceClock(change, { ...climbing, ladderStopped: true });
}

function takeOver(change: Change): void {
  const { status } = change.complaint;
  const untouched = status === 'received' || status === 'acknowledged';
  change.set({ assignee: change.by, status: untouched ? 'assigned' : status });
  change.tell(ComplaintAssigned, { at: change.at, reason: 'take_over', by: change.by });
}
