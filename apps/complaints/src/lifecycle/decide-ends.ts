import {
  ComplaintClosed,
  ComplaintReopened,
  ComplaintResolved,
  ComplaintSeverityChanged,
  type ComplaintStatus,
} from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import { complaintEnded, complaintReopened, retargetClocks } from '../clocks/conduct.ts';
import { dueAt, wall } from '../clocks/due-at.ts';
import { closeEscalations, fireDueSteps } from '../escalation/ladder.ts';
import type { Change } from './change.ts';
import type { CommandOf } from './command.ts';

/** The complaint ends: nobody is bothered with it any more. */
export function end(change: Change, status: ComplaintStatus): void {
  change.set({ status, endedAt: change.complaint.endedAt ?? change.now });
  closeEscalations(change, () => true);
}

export function resolve(change: Change, { reason }: CommandOf<'resolve'>): void {
  const { status: from } = change.complaint;
  end(change, 'resolved');
  change.tell(ComplaintResolved, { at: change.at, by: change.by });
  complaintEnded(change);
  change.record('resolve', { reason, from, to: 'resolved' });
}

export function close(change: Change, command: CommandOf<'close'>): void {
  if (change.complaint.status !== 'resolved') resolve(change, { name: 'resolve' });
  change.set({ status: 'closed' });
  change.tell(ComplaintClosed, { at: change.at, by: change.by });
  change.record('close', { reason: command.reason, from: 'resolved', to: 'closed' });
}

/** A new cycle: the customer waits for an acknowledgement and an answer again; the time to resolve goes on from the first day. */
export function reopen(change: Change, { reason }: CommandOf<'reopen'>): void {
  const { id, status: from, endedAt, cycle } = change.complaint;
  const { reopenWindow } = change.moment.terms.policy;
  if (endedAt && change.now > dueAt(endedAt, reopenWindow, wall))
    throw new RuleBroken('complaint.reopen-window-over', `It ended more than ${reopenWindow} ago: open a new one.`, {
      complaintId: id,
      endedAt: endedAt.toISOString(),
    });
  change.set({ cycle: cycle + 1, status: 'received', acknowledgedAt: null, answeredAt: null, endedAt: null });
  complaintReopened(change);
  change.tell(ComplaintReopened, { at: change.at, reason, by: change.by });
  change.record('reopen', { reason, from, to: 'received' });
  fireDueSteps(change);
}

export function changeSeverity(change: Change, { severity, reason }: CommandOf<'change-severity'>): void {
  const { id, severity: from } = change.complaint;
  if (severity === from)
    throw new RuleBroken('complaint.severity-unchanged', `The severity is ${severity} already.`, { complaintId: id });
  change.set({ severity });
  change.tell(ComplaintSeverityChanged, { at: change.at, from, to: severity, by: change.by, reason: reason ?? null });
  retargetClocks(change);
  change.record('change-severity', { reason, from, to: severity });
  fireDueSteps(change);
}
