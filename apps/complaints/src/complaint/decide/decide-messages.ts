import {
  ComplaintMessageReceived,
  ComplaintMessageSent,
  type ComplaintStatus,
  ComplaintStatusChanged,
} from '@harken/contracts';
import { type CommandOf, isTerminal, transitions } from '../command.ts';
import { type Complaint, withoutFlag, wroteAfterEndFlag, wroteOnDuplicateFlag } from '../complaint.ts';
import { messageFailedFlag } from '../customer-message.ts';
import { type Change, event } from '../history/change.ts';
import { meetClocks, onIncomingMessage, onOutgoingMessage } from '../sla/clock-lifecycle.ts';
import { needsFollower, reopen } from './decide-reopening.ts';

const customerWroteReason = 'customer_wrote';

/** The customer wrote, by any channel: the complaint no longer waits for the customer. */
export function receiveMessage(change: Change, command: CommandOf<'receive-message'>, to: ComplaintStatus): void {
  const { at, by } = change;
  const { status: from } = change.complaint;
  const patch = isTerminal(from) ? onMessageAfterEnd(change) : { status: to, ...flagged(change, command) };
  // What is written on a duplicate counts at its original.
  const afterEnd = isTerminal(from) && isTerminal(change.complaint.status) && from !== 'duplicate';
  const received = event(ComplaintMessageReceived, { at, ...messageOf(command), afterEnd, by });
  const history = historyOf(command, from, isTerminal(from) ? change.complaint.status : to);
  if (from === to) change.apply(received, { patch, history });
  else {
    change.apply(event(ComplaintStatusChanged, { at, from, to, by, reason: customerWroteReason }), { patch, history });
    change.apply(received);
  }
  onIncomingMessage(change);
}

/** Flags the complaint for a person, unless the policy lets customers reopen by message. */
function onMessageAfterEnd(change: Change): Partial<Complaint> {
  const { status, flags } = change.complaint;
  if (status === 'duplicate') return {};
  const { reopenOnMessage = false } = change.context.policyContext.policy;
  if (reopenOnMessage && transitions[status].reopen && !needsFollower(change.complaint, change.context)) {
    reopen(change, { name: 'reopen', reason: customerWroteReason });
    return {};
  }
  return flags.includes(wroteAfterEndFlag) ? {} : { flags: [...flags, wroteAfterEndFlag] };
}

/** Whoever answers the original learns that the customer of a duplicate wrote. */
const flagged = ({ complaint: { flags } }: Change, { duplicate }: MessageCommand): Partial<Complaint> =>
  duplicate === undefined ? {} : { flags: [...new Set([...flags, wroteOnDuplicateFlag])] };

/** The company wrote, by any channel: that is a response, but no answer, which has an outcome. */
export function sendMessage(change: Change, command: CommandOf<'send-message'>, to: ComplaintStatus): void {
  const { status: from } = change.complaint;
  const sent = event(ComplaintMessageSent, { at: change.at, ...messageOf(command), by: change.by });
  if (command.duplicate !== undefined) {
    // Its own customer was told nothing.
    change.apply(sent, {
      patch: withoutFlag(change.complaint, wroteOnDuplicateFlag),
      history: historyOf(command, from, from),
    });
    meetClocks(change, ['next_response']);
    return;
  }
  change.apply(sent, {
    patch: { status: to, ...withoutFlag(change.complaint, messageFailedFlag) },
    history: historyOf(command, from, to),
  });
  onOutgoingMessage(change);
}

type MessageCommand = CommandOf<'receive-message' | 'send-message'>;

const messageOf = ({ messageId, channel, attachments, duplicate }: MessageCommand) => ({
  ...{ messageId, channel, attachments, duplicate: duplicate ?? null },
});

const historyOf = ({ name, channel, messageId }: MessageCommand, from: ComplaintStatus, to: ComplaintStatus) => ({
  action: name,
  reason: `${channel}: ${messageId}`,
  ...(from === to ? {} : { from, to }),
});
