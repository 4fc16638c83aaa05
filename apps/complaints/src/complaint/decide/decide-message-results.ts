import { ComplaintCustomerMessageFailed } from '@harken/contracts';
import { type CommandContext, type Complaint, withoutFlag } from '../complaint.ts';
import { type CustomerMessage, messageFailedFlag } from '../customer-message.ts';
import { decideWith } from '../escalation/escalation-chain.ts';
import { type Decision, event } from '../history/change.ts';

/** It did not arrive: the complaint is flagged, and whoever has it is alarmed. Clocks and status stay. */
export const messageFailed = (
  complaint: Complaint,
  { id: messageId, purpose, answerId, reason }: CustomerMessage,
  context: CommandContext,
): Decision =>
  decideWith(complaint, context, (change) => {
    const failed = { messageId, purpose, answerId, reason: reason ?? 'unknown', at: change.at };
    change.apply(event(ComplaintCustomerMessageFailed, failed), {
      patch: { flags: [...new Set([...complaint.flags, messageFailedFlag])] },
      history: { action: `${purpose}-failed`, reason, to: answerId ?? messageId },
    });
  });

/** The acknowledgement has reached the customer. */
export const acknowledgementSent = (
  complaint: Complaint,
  { id, channel }: { readonly id: string; readonly channel: string },
  context: CommandContext,
): Decision =>
  decideWith(complaint, context, (change) =>
    change.apply(null, {
      patch: withoutFlag(complaint, messageFailedFlag),
      history: { action: 'acknowledgement-sent', reason: channel, to: id },
    }),
  );
