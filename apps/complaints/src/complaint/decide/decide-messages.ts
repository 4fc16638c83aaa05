import {
  ComplaintMessageReceived,
  ComplaintMessageSent,
  type ComplaintStatus,
  ComplaintStatusChanged,
} from '@harken/contracts';
import type { CommandOf } from '../command.ts';
import { wroteAfterEndFlag } from '../flags.ts';
import type { Change } from '../history/change.ts';
import { onIncomingMessage, onOutgoingMessage } from '../sla/clock-lifecycle.ts';
import { isTerminal, transitions } from '../transitions.ts';
import { isReopenWindowOver, reopen } from './decide-reopening.ts';

const customerWroteReason = 'customer_wrote';

/** The customer wrote, by any channel: the complaint no longer waits for the customer. */
export function receiveMessage(change: Change, command: CommandOf<'receive-message'>, to: ComplaintStatus): void {
  const { messageId, channel, attachments } = command;
  const { at, by } = change;
  const { status: from } = change.complaint;
  if (isTerminal(from)) onMessageAfterEnd(change);
  else if (to !== from) {
    change.set({ status: to });
    change.raise(ComplaintStatusChanged, { at, from, to, by, reason: customerWroteReason });
  }
  const afterEnd = isTerminal(change.complaint.status);
  change.raise(ComplaintMessageReceived, { at, messageId, channel, attachments, afterEnd, by });
  change.addHistory('receive-message', { reason: `${channel}: ${messageId}`, ...statusChange(from, change) });
  onIncomingMessage(change);
}

/** Flags the complaint for a person, unless the policy lets customers reopen by message. */
function onMessageAfterEnd(change: Change): void {
  const { status, flags } = change.complaint;
  const { reopenOnMessage = false } = change.context.policyContext.policy;
  if (reopenOnMessage && transitions[status].reopen && !isReopenWindowOver(change))
    reopen(change, { name: 'reopen', reason: customerWroteReason });
  else if (!flags.includes(wroteAfterEndFlag)) change.set({ flags: [...flags, wroteAfterEndFlag] });
}

/** The company wrote, by any channel: that is a response, but no answer, which has an outcome. */
export function sendMessage(change: Change, command: CommandOf<'send-message'>, to: ComplaintStatus): void {
  const { messageId, channel, attachments } = command;
  const { status: from } = change.complaint;
  change.set({ status: to });
  change.raise(ComplaintMessageSent, { at: change.at, messageId, channel, attachments, by: change.by });
  onOutgoingMessage(change);
  change.addHistory('send-message', { reason: `${channel}: ${messageId}`, ...statusChange(from, change) });
}

const statusChange = (from: ComplaintStatus, { complaint: { status: to } }: Change) =>
  from === to ? {} : { from, to };
