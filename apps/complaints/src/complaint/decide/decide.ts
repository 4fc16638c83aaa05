import {
  ComplaintAcknowledged,
  ComplaintAssigned,
  type ComplaintStatus,
  ComplaintStatusChanged,
} from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import type { Command, CommandOf } from '../command.ts';
import type { CommandContext, Complaint } from '../complaint.ts';
import { fireDueSteps } from '../escalation/escalation-chain.ts';
import { Change, type Decision } from '../history/change.ts';
import { onOutgoingMessage, pauseOrResumeByStatus, recalculateAfterTeamChange } from '../sla/clock-lifecycle.ts';
import { type CommandName, isTerminal, type NextStatus, transitions } from '../transitions.ts';
import { answer, markDuplicate, reject, withdraw } from './decide-answers.ts';
import { close, resolve } from './decide-closing.ts';
import { receiveMessage, sendMessage } from './decide-messages.ts';
import { reopen } from './decide-reopening.ts';
import { changeSeverity } from './decide-severity.ts';

/**
 * Decides a command, or throws a RuleBroken that says why not. Due clock steps are fired first: a command that wins a
 * race against a timer hides no breach.
 */
export function decide(complaint: Complaint, command: Command, context: CommandContext): Decision {
  const change = new Change(complaint, context);
  fireDueSteps(change);
  applyCommand(change, command, nextStatus(complaint, command));
  pauseOrResumeByStatus(change, complaint.status, command.name);
  return change.decision();
}

function nextStatus({ id, status, answeredAt }: Complaint, command: Command): ComplaintStatus {
  const next: NextStatus | undefined = transitions[status][command.name];
  const about = { complaintId: id, status, command: command.name };
  if (next) {
    const ends = command.name === 'resolve' || command.name === 'close';
    if (ends && !answeredAt)
      throw new RuleBroken('complaint.answer-missing', 'The customer has no answer yet: answer first.', about);
    return next === 'stays' ? status : next;
  }
  if (isTerminal(status) && command.name !== 'reopen')
    throw new RuleBroken(
      `complaint.already-${status === 'resolved' ? 'resolved' : 'closed'}`,
      `It is ${status}.`,
      about,
    );
  throw new RuleBroken('complaint.transition-forbidden', `A complaint that is ${status} does not take this.`, {
    ...about,
    allowed: Object.keys(transitions[status]),
  });
}

type Deciders = { readonly [N in CommandName]: (change: Change, command: CommandOf<N>, to: ComplaintStatus) => void };

const deciders: Deciders = {
  acknowledge,
  assign,
  investigate: changeStatus,
  'wait-for-customer': changeStatus,
  'wait-for-third-party': changeStatus,
  resume: changeStatus,
  answer,
  reject,
  withdraw,
  'mark-duplicate': markDuplicate,
  resolve,
  close,
  reopen,
  'change-severity': changeSeverity,
  reroute,
  link,
  'receive-message': receiveMessage,
  'send-message': sendMessage,
  note: (change, { text }) => change.addHistory('note', { reason: text }),
};

function applyCommand<N extends CommandName>(
  change: Change,
  command: CommandOf<N> & { name: N },
  to: ComplaintStatus,
): void {
  deciders[command.name](change, command, to);
}

function acknowledge(change: Change, { reason }: CommandOf<'acknowledge'>, to: ComplaintStatus): void {
  const { status: from, acknowledgedAt, id } = change.complaint;
  if (acknowledgedAt)
    throw new RuleBroken('complaint.already-acknowledged', 'The customer was told before.', { complaintId: id });
  change.set({ status: to, acknowledgedAt: change.now });
  change.raise(ComplaintAcknowledged, { at: change.at, by: change.by });
  onOutgoingMessage(change, 'acknowledgement');
  change.addHistory('acknowledge', { reason, from, to });
}

function assign(change: Change, { assignee, reason, how = 'by_hand' }: CommandOf<'assign'>, to: ComplaintStatus): void {
  const { assignee: from, status } = change.complaint;
  // Without an assignee the status stays.
  change.set({ assignee, status: assignee ? to : status });
  change.raise(ComplaintAssigned, { at: change.at, reason: how, by: change.by });
  change.addHistory('assign', { reason: reason ?? (how === 'by_hand' ? null : how), from, to: assignee });
}

function changeStatus(
  change: Change,
  { name, reason }: { name: string; reason?: string | undefined },
  to: ComplaintStatus,
) {
  const { status: from } = change.complaint;
  change.set({ status: to });
  change.raise(ComplaintStatusChanged, { at: change.at, from, to, by: change.by, reason: reason ?? null });
  change.addHistory(name, { reason, from, to });
}

function reroute(change: Change, { team, assignee, rule, reason }: CommandOf<'reroute'>): void {
  const { team: from } = change.complaint;
  change.set({ team, assignee, rule });
  change.raise(ComplaintAssigned, { at: change.at, reason: 'rerouted', by: change.by });
  recalculateAfterTeamChange(change, from);
  change.addHistory('reroute', { reason, from, to: team });
}

function link(change: Change, { to, kind }: CommandOf<'link'>): void {
  if (to === change.complaint.id)
    throw new RuleBroken('complaint.link-to-itself', 'A complaint is not linked to itself.', { complaintId: to });
  change.link(to, kind);
  change.addHistory('link', { reason: kind, to });
}
