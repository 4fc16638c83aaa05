import { ComplaintAssigned, ComplaintEscalated } from '@harken/contracts';
import { Invalid, RuleBroken } from '@harken/errors';
import { highest } from '../../policies/management-levels/hierarchy.ts';
import type { Complaint, Moment } from '../complaint.ts';
import type { Escalation } from '../escalation.ts';
import { Change, type Decision } from '../history/change.ts';
import { isTerminal } from '../transitions.ts';
import { escalate, fireDueSteps, standsBefore } from './ladder.ts';

export type EscalateByHand =
  | { readonly kind: 'functional'; readonly team: string; readonly assignee: string | null; readonly reason: string }
  | { readonly kind: 'hierarchical'; readonly level: number; readonly reason: string };

const byHand = 'by_hand';

/** A person brings the complaint before a level of management, or hands it to a team that can do what theirs cannot. */
export function escalateByHand(complaint: Complaint, wanted: EscalateByHand, moment: Moment): Decision {
  const change = new Change(complaint, moment);
  fireDueSteps(change);
  mustBeOpen(change.complaint);
  if (wanted.kind === 'functional') handOver(change, wanted);
  else bringUp(change, wanted);
  return change.done();
}

function mustBeOpen({ id, status }: Complaint): void {
  if (!isTerminal(status)) return;
  const code = `complaint.already-${status === 'resolved' ? 'resolved' : 'closed'}`;
  throw new RuleBroken(code, `It is ${status}.`, { complaintId: id, status, command: 'escalate' });
}

function bringUp(change: Change, { level, reason }: Extract<EscalateByHand, { kind: 'hierarchical' }>): void {
  const { hierarchy, policy } = change.moment.terms;
  const top = highest(hierarchy, policy.ladder);
  if (level > top)
    throw new Invalid('escalation.unknown-level', `The highest level is ${top}.`, [
      { pointer: '/level', code: 'escalation.unknown-level', detail: `must be at most ${top}` },
    ]);
  if (standsBefore(change, level, byHand))
    throw new RuleBroken('complaint.already-escalated', `It stands before level ${level} by hand already.`, {
      complaintId: change.complaint.id,
      level,
    });
  escalate(change, level, byHand, null, reason);
}

/** Over at once: it is the work of that team now, under the same clocks. */
function handOver(change: Change, wanted: Extract<EscalateByHand, { kind: 'functional' }>): void {
  const { team, assignee, reason } = wanted;
  const { id: complaintId, cycle, team: from, escalations } = change.complaint;
  if (team === from)
    throw new RuleBroken('complaint.team-unchanged', `It is with ${team} already.`, { complaintId, team });
  const escalation: Escalation = {
    ...{ id: change.moment.newId(), complaintId, cycle, clock: null, level: null, team, reason: byHand, note: reason },
    ...{ people: null, at: change.now, dueAt: null, overdueAt: null, acknowledgedAt: null, action: null },
    handledBy: null,
    closedAt: change.now,
  };
  change.set({ team, assignee, rule: null, escalations: [...escalations, escalation] });
  change.tell(ComplaintEscalated, {
    ...{ at: change.at, escalationId: escalation.id, kind: 'functional', level: null, people: [] },
    ...{ reason: byHand, clock: null },
  });
  change.tell(ComplaintAssigned, { at: change.at, reason: 'escalated', by: change.by });
  change.record('escalate', { reason, from, to: team });
}
