import type { CustomerMessageRequested, EventData, MessagePurpose } from '@harken/contracts';
import { databaseTime, type Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import { customerMessageStore } from './customer-message.store.ts';
import { type CustomerMessage, emailOf, failed, isOwed, isRefused, type Recipient } from './customer-message.ts';
import { tellResults } from './finish-messages.use-case.ts';

type Requested = EventData<typeof CustomerMessageRequested>;

export interface MessageRules {
  readonly sender: 'crm' | 'email' | 'off';
  /** How long the CRM may take to report what became of an acknowledgement or an answer. */
  readonly reportWithinMs: number;
}

/**
 * Takes requests of any service; a repeated one changes nothing. What cannot be sent has failed at once: nobody sends,
 * the customer has refused, or has no address.
 */
export async function requestMessages(
  events: readonly ReceivedEvent<Requested>[],
  rules: MessageRules,
  tx: Tx,
): Promise<void> {
  const requests = [...new Map(events.map(({ data }) => [data.messageId, data])).values()];
  const customers = await resolveCustomers(
    requests.map(({ customer }) => customer),
    tx,
  );
  const now = await databaseTime(tx);
  const wanted = requests.flatMap((request) => {
    const customer = customers.get(request.customer.externalId);
    return customer ? [requested(request, customer.id, rules, now)] : [];
  });
  const recipients = await customerMessageStore.recipients(
    tx,
    wanted.map(({ customerId }) => customerId),
  );
  const messages = wanted.map((message) => {
    const reason = refusal(message, recipients.get(message.customerId));
    return reason === undefined ? message : failed(message, reason, now);
  });
  const added = await customerMessageStore.add(tx, messages);
  await tellResults(
    messages.filter(({ id, state }) => added.has(id) && state === 'failed'),
    tx,
  );
}

function requested(
  { messageId, purpose, language, complaint, problem, programme, parameters }: Requested,
  customerId: string,
  { sender, reportWithinMs }: MessageRules,
  now: Date,
): CustomerMessage {
  const unheardOf = isOwed(purpose as MessagePurpose) ? new Date(now.getTime() + reportWithinMs) : null;
  return {
    ...{ id: messageId, customerId, language, complaint, problem, programme, parameters },
    purpose: purpose as MessagePurpose,
    sender: sender === 'off' ? null : sender,
    state: 'requested',
    channel: sender === 'email' ? 'email' : null,
    reason: null,
    attempts: 0,
    requestedAt: now,
    dueAt: sender === 'email' ? now : unheardOf,
    sendingSince: null,
    sentAt: null,
    failedAt: null,
  };
}

/** Why it cannot be sent; undefined if it can. */
export function refusal({ sender, purpose }: CustomerMessage, recipient: Recipient | undefined): string | undefined {
  if (sender === null) return 'sending_off';
  if (!recipient || isRefused(purpose, recipient)) return 'no_consent';
  return sender === 'email' && emailOf(recipient) === undefined ? 'no_contact_point' : undefined;
}
