import {
  ComplaintAcknowledged,
  ComplaintAssigned,
  type ComplaintStatus,
  ComplaintStatusChanged,
} from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import type { Command, CommandOf } from '../command.ts';
import type { Complaint, Moment } from '../complaint.ts';
import { fireDueSteps } from '../escalation/ladder.ts';
import { Change, type Decision } from '../history/change.ts';
import { companyWrote, followStatus, teamChanged } from '../sla/conduct.ts';
import { type CommandName, isTerminal, type Next, transitions } from '../transitions.ts';
import { answer, markDuplicate, reject, withdraw } from './decide-answers.ts';
import { changeSeverity, close, reopen, resolve } from './decide-ends.ts';
import { receiveMessage, sendMessage } from './exchange.ts';

/**
 * What a command makes of a complaint, or a RuleBroken that says why not. Steps of the clocks that fell due before
 * the command come first: a command that wins a race against a timer does not hide a breach.
 */
export function decide(complaint: Complaint, command: Command, moment: Moment): Decision {
  const change = new Change(complaint, moment);
  fireDueSteps(change);
  apply(change, command, nextStatus(complaint, command));
  followStatus(change, complaint.status, command.name);
  return change.done();
}

function nextStatus({ id, status, answeredAt }: Complaint, command: Command): ComplaintStatus {
  const next: Next | undefined = transitions[status][command.name];
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
  investigate: moveOn,
  'wait-for-customer': moveOn,
  'wait-for-third-party': moveOn,
  resume: moveOn,
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
  note: (change, { text }) => change.record('note', { reason: text }),
};

function apply<N extends CommandName>(change: Change, command: CommandOf<N> & { name: N }, to: ComplaintStatus): void {
  deciders[command.name](change, command, to);
}

function acknowledge(change: Change, { reason }: CommandOf<'acknowledge'>, to: ComplaintStatus): void {
  const { status: from, acknowledgedAt, id } = change.complaint;
  if (acknowledgedAt)
    throw new RuleBroken('complaint.already-acknowledged', 'The customer was told before.', { complaintId: id });
  change.set({ status: to, acknowledgedAt: change.now });
  change.tell(ComplaintAcknowledged, { at: change.at, by: change.by });
  companyWrote(change, 'acknowledgement');
  change.record('acknowledge', { reason, from, to });
}

function assign(change: Change, { assignee, reason, how = 'by_hand' }: CommandOf<'assign'>, to: ComplaintStatus): void {
  const { assignee: from, status } = change.complaint;
  // Taking a person off does not make it assigned.
  change.set({ assignee, status: assignee ? to : status });
  change.tell(ComplaintAssigned, { at: change.at, reason: how, by: change.by });
  change.record('assign', { reason: reason ?? (how === 'by_hand' ? null : how), from, to: assignee });
}

function moveOn(change: Change, { name, reason }: { name: string; reason?: string | undefined }, to: ComplaintStatus) {
  const { status: from } = change.complaint;
  change.set({ status: to });
  change.tell(ComplaintStatusChanged, { at: change.at, from, to, by: change.by, reason: reason ?? null });
  change.record(name, { reason, from, to });
}

function reroute(change: Change, { team, assignee, rule, reason }: CommandOf<'reroute'>): void {
  const { team: from } = change.complaint;
  change.set({ team, assignee, rule });
  change.tell(ComplaintAssigned, { at: change.at, reason: 'rerouted', by: change.by });
  teamChanged(change, from);
  change.record('reroute', { reason, from, to: team });
}

function link(change: Change, { to, kind }: CommandOf<'link'>): void {
  if (to === change.complaint.id)
    throw new RuleBroken('complaint.link-to-itself', 'A complaint is not linked to itself.', { complaintId: to });
  change.link(to, kind);
  change.record('link', { reason: kind, to });
}
