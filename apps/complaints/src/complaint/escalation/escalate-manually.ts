import { ComplaintAssigned, ComplaintEscalated } from '@harken/contracts';
import { Invalid, RuleBroken } from '@harken/errors';
import { topLevelOf } from '../../policies/management-levels/hierarchy.ts';
import { isTerminal } from '../command.ts';
import type { CommandContext, Complaint } from '../complaint.ts';
import type { Escalation } from '../escalation.ts';
import { type Change, type Decision, event } from '../history/change.ts';
import { initialEscalation } from '../history/complaint-state.ts';
import { decideWith, escalate, isEscalatedTo } from './escalation-chain.ts';

export type ManualEscalation =
  | { readonly kind: 'functional'; readonly team: string; readonly assignee: string | null; readonly reason: string }
  | { readonly kind: 'hierarchical'; readonly level: number; readonly reason: string };

const manualReason = 'by_hand';

/** Escalates by hand: to a level of management, or to another team. */
export const escalateManually = (complaint: Complaint, wanted: ManualEscalation, context: CommandContext): Decision =>
  decideWith(complaint, context, (change) => {
    assertOpen(change.complaint);
    if (wanted.kind === 'functional') handOverToTeam(change, wanted);
    else raiseToLevel(change, wanted);
  });

function assertOpen({ id, status }: Complaint): void {
  if (!isTerminal(status)) return;
  const code = `complaint.already-${status === 'resolved' ? 'resolved' : 'closed'}`;
  throw new RuleBroken(code, `It is ${status}.`, { complaintId: id, status, command: 'escalate' });
}

function raiseToLevel(change: Change, { level, reason }: Extract<ManualEscalation, { kind: 'hierarchical' }>): void {
  const { hierarchy, policy } = change.context.policyContext;
  const top = topLevelOf(hierarchy, policy.ladder);
  if (level > top)
    throw new Invalid('escalation.unknown-level', `The highest level is ${top}.`, [
      { pointer: '/level', code: 'escalation.unknown-level', detail: `must be at most ${top}` },
    ]);
  if (isEscalatedTo(change, level, manualReason))
    throw new RuleBroken('complaint.already-escalated', `It stands before level ${level} by hand already.`, {
      complaintId: change.complaint.id,
      level,
    });
  escalate(change, level, manualReason, null, reason);
}

/** Closed at once: the complaint is that team's work now, under the same clocks. */
function handOverToTeam(change: Change, wanted: Extract<ManualEscalation, { kind: 'functional' }>): void {
  const { team, assignee, reason } = wanted;
  const { id: complaintId, cycle, team: from, escalations } = change.complaint;
  if (team === from)
    throw new RuleBroken('complaint.team-unchanged', `It is with ${team} already.`, { complaintId, team });
  const escalation: Escalation = {
    ...initialEscalation,
    id: change.context.newId(),
    complaintId,
    cycle,
    team,
    reason: manualReason,
    note: reason,
    at: change.now,
    closedAt: change.now,
  };
  const raised = event(ComplaintEscalated, {
    ...{ at: change.at, escalationId: escalation.id, kind: 'functional', level: null, people: [] },
    ...{ reason: manualReason, clock: null },
  });
  change.apply(raised, {
    patch: { team, assignee, rule: null, escalations: [...escalations, escalation] },
    history: { action: 'escalate', reason, from, to: team },
  });
  change.apply(event(ComplaintAssigned, { at: change.at, reason: 'escalated', by: change.by }));
}
