import { CustomerMessageFailed, CustomerMessageSent, happened, type NewEvent } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { outbox } from '@harken/messaging';
import { bounceInvitation } from '../invitations/bounce-invitation.use-case.ts';
import type { CustomerMessage } from './customer-message.ts';

/** Tells what became of messages that have just ended. Of an invitation that did not arrive nobody is reminded. */
export async function tellResults(messages: readonly CustomerMessage[], tx: Tx): Promise<void> {
  await outbox.add(tx, messages.flatMap(resultOf));
  for (const { id, state, purpose } of messages) {
    if (state === 'failed' && (purpose === 'invitation' || purpose === 'reminder')) await bounceInvitation(id, tx);
  }
}

function resultOf({ id, purpose, complaint, problem, programme, channel, ...message }: CustomerMessage): NewEvent[] {
  const about = { messageId: id, purpose, complaint, problem, programme };
  if (message.sentAt !== null) {
    const sentAt = message.sentAt.toISOString();
    return [happened(CustomerMessageSent, id, { ...about, channel: channel ?? 'unknown', sentAt })];
  }
  if (message.failedAt === null) return [];
  const failedAt = message.failedAt.toISOString();
  return [happened(CustomerMessageFailed, id, { ...about, channel, reason: message.reason ?? 'unknown', failedAt })];
}
