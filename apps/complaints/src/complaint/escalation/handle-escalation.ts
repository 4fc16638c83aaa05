import { ComplaintAssigned, ComplaintEscalationHandled } from '@harken/contracts';
import { Invalid, NotFound, RuleBroken } from '@harken/errors';
import type { CommandContext, Complaint } from '../complaint.ts';
import { type Escalation, isOpenEscalation, type ManagementAction } from '../escalation.ts';
import {
  type Change,
  type Decision,
  event,
  withClock,
  withClosedEscalations,
  withEscalation,
} from '../history/change.ts';
import { decideWith, escalate } from './escalation-chain.ts';

export interface EscalationAction {
  readonly level: number;
  readonly action: ManagementAction;
  /** The instruction, or the reason. */
  readonly reason: string | null;
  /** De-escalating only: the lower level that takes it over; without one, management is done with it. */
  readonly toLevel?: number | undefined;
}

const historyActions = {
  take_over: 'take-over',
  instruct: 'instruct',
  approve: 'approve',
  de_escalate: 'de-escalate',
} as const;

/** Handles the open escalations of a level. */
export function handleEscalation(
  complaint: Complaint,
  management: EscalationAction,
  context: CommandContext,
): Decision {
  const { level, action, reason, toLevel } = management;
  assertLowerLevel(management);
  const levels = toLevel === undefined ? { to: `level ${level}` } : { from: `level ${level}`, to: `level ${toLevel}` };
  return decideWith(complaint, context, (change) => {
    const handled = openEscalationsAt(change.complaint, level);
    change.apply(null, { history: { action: historyActions[action], reason, ...levels } });
    for (const escalation of handled) markHandled(change, escalation, management);
    if (action === 'take_over') takeOver(change);
    if (toLevel !== undefined) deEscalate(change, toLevel, management, handled);
  });
}

function assertLowerLevel({ level, toLevel }: EscalationAction): void {
  if (toLevel === undefined || toLevel < level) return;
  throw new Invalid('escalation.not-lower', `De-escalating leads below level ${level}.`, [
    { pointer: '/toLevel', code: 'escalation.not-lower', detail: `must be lower than ${level}` },
  ]);
}

function openEscalationsAt({ id, escalations }: Complaint, level: number): Escalation[] {
  const atLevel = escalations.filter((escalation) => escalation.level === level);
  if (atLevel.length === 0) throw new NotFound('escalation', `${id}/${level}`);
  const open = atLevel.filter(isOpenEscalation);
  if (open.length === 0)
    throw new RuleBroken('complaint.escalation-closed', `Nothing stands before level ${level} any more.`, {
      complaintId: id,
      level,
    });
  return open;
}

function markHandled(change: Change, escalation: Escalation, { level, action, toLevel }: EscalationAction): void {
  const next = {
    ...escalation,
    action,
    handledBy: change.by,
    acknowledgedAt: escalation.acknowledgedAt ?? change.now,
    closedAt: action === 'de_escalate' ? change.now : null,
  };
  const raised = event(ComplaintEscalationHandled, {
    at: change.at,
    escalationId: escalation.id,
    level,
    action,
    toLevel: toLevel ?? null,
    by: change.by,
  });
  change.apply(raised, { patch: withEscalation(change.complaint, next) });
  if (action === 'de_escalate') stopChain(change, escalation);
}

function stopChain(change: Change, { clock, cycle }: Escalation): void {
  const climbing = change.complaint.clocks.find((one) => one.clock === clock && one.cycle === cycle);
  if (climbing) change.set(withClock(change.complaint, { ...climbing, ladderStopped: true }));
}

/**
 * Hands over to the lower level: to its open escalation if there is one, else to a new one. Escalations in between, and
 * overdue ones, are closed.
 */
function deEscalate(
  change: Change,
  toLevel: number,
  { level, reason }: EscalationAction,
  handled: readonly Escalation[],
): void {
  const isOver = (one: Escalation) =>
    one.level !== null &&
    one.level < level &&
    (one.level > toLevel || (one.level === toLevel && one.overdueAt !== null)) &&
    handled.some(({ clock, cycle }) => clock === one.clock && cycle === one.cycle);
  change.set(withClosedEscalations(change.complaint, isOver, change.now));
  const waits = change.complaint.escalations.some(
    (one) => one.level === toLevel && isOpenEscalation(one) && !one.overdueAt,
  );
  if (!waits) escalate(change, toLevel, 'de_escalated', null, reason);
}

function takeOver(change: Change): void {
  const { status } = change.complaint;
  const untouched = status === 'received' || status === 'acknowledged';
  change.apply(event(ComplaintAssigned, { at: change.at, reason: 'take_over', by: change.by }), {
    patch: { assignee: change.by, status: untouched ? 'assigned' : status },
  });
}
