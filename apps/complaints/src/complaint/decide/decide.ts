import {
  ComplaintAcknowledged,
  ComplaintAssigned,
  ComplaintHandlingRated,
  ComplaintSeverityChanged,
  type ComplaintStatus,
  ComplaintStatusChanged,
  type EventData,
  type HandlingRated,
} from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import {
  type Command,
  type CommandName,
  type CommandOf,
  isTerminal,
  type NextStatus,
  transitions,
} from '../command.ts';
import type { CommandContext, Complaint } from '../complaint.ts';
import { decideWith, fireDueSteps } from '../escalation/escalation-chain.ts';
import { type Change, type Decision, event } from '../history/change.ts';
import {
  onOutgoingMessage,
  pauseOrResumeByStatus,
  recalculateAfterTeamChange,
  recalculateClocks,
} from '../sla/clock-lifecycle.ts';
import { answer, close, reject, resolve, withdraw } from './decide-closing.ts';
import { markDuplicate, undoDuplicate } from './decide-duplicates.ts';
import { receiveMessage, sendMessage } from './decide-messages.ts';
import { reopen } from './decide-reopening.ts';

/**
 * Decides a command, or throws a RuleBroken that says why not. Due clock steps are fired first: a command that wins a
 * race against a timer hides no breach.
 */
export const decide = (complaint: Complaint, command: Command, context: CommandContext): Decision =>
  decideWith(complaint, context, (change) => {
    applyCommand(change, command, nextStatus(complaint, command));
    pauseOrResumeByStatus(change, complaint.status, command.name);
  });

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
  'undo-duplicate': undoDuplicate,
  resolve,
  close,
  reopen,
  'change-severity': changeSeverity,
  reroute,
  link,
  'receive-message': receiveMessage,
  'send-message': sendMessage,
  note: (change, { text }) => change.apply(null, { history: { action: 'note', reason: text } }),
};

function applyCommand<N extends CommandName>(
  change: Change,
  command: CommandOf<N> & { name: N },
  to: ComplaintStatus,
): void {
  deciders[command.name](change, command, to);
}

function acknowledge(change: Change, { reason, channel }: CommandOf<'acknowledge'>, to: ComplaintStatus): void {
  const { status: from, acknowledgedAt, id } = change.complaint;
  if (acknowledgedAt)
    throw new RuleBroken('complaint.already-acknowledged', 'The customer was told before.', { complaintId: id });
  change.apply(event(ComplaintAcknowledged, { at: change.at, by: change.by }), {
    patch: { status: to, acknowledgedAt: change.now },
    history: { action: 'acknowledge', reason, from, to },
  });
  const { acknowledgement } = change.context.policyContext.messages;
  if (acknowledgement && channel === undefined) change.requestMessage('acknowledgement', {}, null);
  onOutgoingMessage(change, 'acknowledgement');
}

function assign(change: Change, { assignee, reason, how = 'by_hand' }: CommandOf<'assign'>, to: ComplaintStatus): void {
  const { assignee: from, status } = change.complaint;
  change.apply(event(ComplaintAssigned, { at: change.at, reason: how, by: change.by }), {
    // Without an assignee the status stays.
    patch: { assignee, status: assignee ? to : status },
    history: { action: 'assign', reason: reason ?? (how === 'by_hand' ? null : how), from, to: assignee },
  });
}

function changeStatus(
  change: Change,
  { name, reason }: { name: string; reason?: string | undefined },
  to: ComplaintStatus,
) {
  const { status: from } = change.complaint;
  change.apply(event(ComplaintStatusChanged, { at: change.at, from, to, by: change.by, reason: reason ?? null }), {
    patch: { status: to },
    history: { action: name, reason, from, to },
  });
}

function changeSeverity(change: Change, { severity, reason }: CommandOf<'change-severity'>): void {
  const { id, severity: from } = change.complaint;
  if (severity === from)
    throw new RuleBroken('complaint.severity-unchanged', `The severity is ${severity} already.`, { complaintId: id });
  change.apply(
    event(ComplaintSeverityChanged, { at: change.at, from, to: severity, by: change.by, reason: reason ?? null }),
    { patch: { severity }, history: { action: 'change-severity', reason, from, to: severity } },
  );
  recalculateClocks(change);
  fireDueSteps(change);
}

function reroute(change: Change, { team, assignee, rule, reason }: CommandOf<'reroute'>): void {
  const { team: from } = change.complaint;
  change.apply(event(ComplaintAssigned, { at: change.at, reason: 'rerouted', by: change.by }), {
    patch: { team, assignee, rule },
    history: { action: 'reroute', reason, from, to: team },
  });
  recalculateAfterTeamChange(change, from);
}

function link(change: Change, { to, kind }: CommandOf<'link'>): void {
  if (to === change.complaint.id)
    throw new RuleBroken('complaint.link-to-itself', 'A complaint is not linked to itself.', { complaintId: to });
  change.link(to, kind);
  change.apply(null, { history: { action: 'link', reason: kind, to } });
}

/** Records that a person refused the proposed duplicate: only the history changes. */
export const refuseDuplicate = (
  complaint: Complaint,
  { of, reason }: { readonly of: string; readonly reason: string },
  context: CommandContext,
): Decision =>
  decideWith(complaint, context, (change) =>
    change.apply(null, { history: { action: 'refuse-duplicate', reason, to: of } }),
  );

export type HandlingRating = EventData<typeof HandlingRated>['rating'];

/** The kind of link to the complaint whose handling this one is about. */
export const aboutHandlingLink = 'about_handling';

/** Adds the customer's rating of the handling, whatever the status. */
export const rateHandling = (
  complaint: Complaint,
  { rating, history }: Pick<EventData<typeof HandlingRated>, 'rating' | 'history'>,
  context: CommandContext,
): Decision =>
  decideWith(complaint, context, (change) =>
    change.apply(event(ComplaintHandlingRated, { at: change.at, rating, history }), {
      history: { action: 'handling-rated', to: rating.feedbackId },
    }),
  );
