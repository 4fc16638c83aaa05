import {
  ComplaintMessageReceived,
  ComplaintMessageSent,
  type ComplaintStatus,
  ComplaintStatusChanged,
} from '@harken/contracts';
import type { CommandOf } from '../command.ts';
import { wroteAfterEnd } from '../flags.ts';
import type { Change } from '../history/change.ts';
import { companyWrote, customerWrote } from '../sla/conduct.ts';
import { isTerminal, transitions } from '../transitions.ts';
import { isWindowOver, reopen } from './decide-ends.ts';

const why = 'customer_wrote';

/** The customer wrote, by whatever channel: nobody waits for that any more. */
export function receiveMessage(change: Change, command: CommandOf<'receive-message'>, to: ComplaintStatus): void {
  const { messageId, channel, attachments } = command;
  const { at, by } = change;
  const { status: from } = change.complaint;
  if (isTerminal(from)) afterTheEnd(change);
  else if (to !== from) {
    change.set({ status: to });
    change.tell(ComplaintStatusChanged, { at, from, to, by, reason: why });
  }
  const afterEnd = isTerminal(change.complaint.status);
  change.tell(ComplaintMessageReceived, { at, messageId, channel, attachments, afterEnd, by });
  change.record('receive-message', { reason: `${channel}: ${messageId}`, ...moved(from, change) });
  customerWrote(change);
}

/** Kept for a person to look at, unless the policy lets customers reopen by writing. */
function afterTheEnd(change: Change): void {
  const { status, flags } = change.complaint;
  const { reopenOnMessage = false } = change.moment.terms.policy;
  if (reopenOnMessage && transitions[status].reopen && !isWindowOver(change))
    reopen(change, { name: 'reopen', reason: why });
  else if (!flags.includes(wroteAfterEnd)) change.set({ flags: [...flags, wroteAfterEnd] });
}

/** We wrote, by whatever channel: that is a response, though not an answer, which has an outcome. */
export function sendMessage(change: Change, command: CommandOf<'send-message'>, to: ComplaintStatus): void {
  const { messageId, channel, attachments } = command;
  const { status: from } = change.complaint;
  change.set({ status: to });
  change.tell(ComplaintMessageSent, { at: change.at, messageId, channel, attachments, by: change.by });
  companyWrote(change);
  change.record('send-message', { reason: `${channel}: ${messageId}`, ...moved(from, change) });
}

const moved = (from: ComplaintStatus, { complaint: { status: to } }: Change) => (from === to ? {} : { from, to });
