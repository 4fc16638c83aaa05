import {
  ComplaintClosed,
  ComplaintReopened,
  ComplaintResolved,
  ComplaintSeverityChanged,
  type ComplaintStatus,
} from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import { dueAt, wall } from '../../calendars/due-at.ts';
import { topLevel } from '../../policies/response-policy/response-policy.ts';
import type { CommandOf } from '../command.ts';
import { escalate, fireDueSteps } from '../escalation/ladder.ts';
import { secondReopen, wroteAfterEnd } from '../flags.ts';
import type { Change } from '../history/change.ts';
import { closeEscalations } from '../history/change.ts';
import { cancelWaiting, complaintEnded, complaintReopened, retargetClocks } from '../sla/conduct.ts';

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
  cancelWaiting(change);
}

export function close(change: Change, command: CommandOf<'close'>): void {
  if (change.complaint.status !== 'resolved') resolve(change, { name: 'resolve' });
  change.set({ status: 'closed' });
  change.tell(ComplaintClosed, { at: change.at, by: change.by });
  change.record('close', { reason: command.reason, from: 'resolved', to: 'closed' });
}

/** A new cycle: the customer waits for an acknowledgement and an answer again; the time to resolve goes on from the first day. */
export function reopen(change: Change, { reason }: CommandOf<'reopen'>): void {
  const { id, status: from, endedAt, cycle, flags } = change.complaint;
  const { policy } = change.moment.terms;
  if (isWindowOver(change))
    throw new RuleBroken(windowOver, `It ended more than ${policy.reopenWindow} ago.`, {
      complaintId: id,
      endedAt: endedAt?.toISOString(),
    });
  const begun = { cycle: cycle + 1, flags: flags.filter((flag) => flag !== wroteAfterEnd) };
  change.set({ ...begun, status: 'received', acknowledgedAt: null, answeredAt: null, endedAt: null });
  complaintReopened(change);
  change.tell(ComplaintReopened, { at: change.at, reason, by: change.by });
  change.record('reopen', { reason, from, to: 'received' });
  if (cycle > 1 && policy.straightToManagement.includes(secondReopen)) bringUp(change);
  fireDueSteps(change);
}

function bringUp(change: Change): void {
  const { flags } = change.complaint;
  if (!flags.includes(secondReopen)) change.set({ flags: [...flags, secondReopen] });
  escalate(change, topLevel(change.moment.terms.policy), secondReopen, null);
}

/** Refused by the complaint itself; whoever asks for it then gets a new one that follows it. */
export const windowOver = 'complaint.reopen-window-over';

/** Measured from the end, around the clock. */
export function isWindowOver({ complaint: { endedAt }, now, moment }: Change): boolean {
  return endedAt !== null && now > dueAt(endedAt, moment.terms.policy.reopenWindow, wall);
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
