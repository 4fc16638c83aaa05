import { type MessagePurpose } from '@harken/contracts';
import { consentTo } from '../customers/consent.ts';
import type { ContactPoint, Customer } from '../customers/customer.ts';

export const messageStates = ['requested', 'sent', 'failed'] as const;
export type MessageState = (typeof messageStates)[number];
export const messageSenders = ['crm', 'email'] as const;
/** Who sends it: the CRM, or Harken by e-mail. */
export type MessageSender = (typeof messageSenders)[number];

/** What the template of its purpose is filled with. */
export type MessageParameters = Readonly<Record<string, string | number | boolean>>;

/** A message that a customer is owed. */
export interface CustomerMessage {
  /** The id of the request: a repeat of it is no other message. */
  readonly id: string;
  readonly customerId: string;
  readonly purpose: MessagePurpose;
  /** null: that of the customer. */
  readonly language: string | null;
  readonly complaint: string | null;
  readonly problem: string | null;
  readonly programme: string | null;
  readonly parameters: MessageParameters;
  /** null: nobody sends (`CUSTOMER_MESSAGES=off`). */
  readonly sender: MessageSender | null;
  readonly state: MessageState;
  readonly channel: string | null;
  /** Why it failed. */
  readonly reason: string | null;
  /** How often a mail server was asked to take it. */
  readonly attempts: number;
  readonly requestedAt: Date;
  /** When it is sent or tried again, or, while it is being sent or the CRM has it, when its outcome counts as unknown. */
  readonly dueAt: Date | null;
  readonly sendingSince: Date | null;
  readonly sentAt: Date | null;
  readonly failedAt: Date | null;
}

/** Who gets it, as far as sending must know. */
export type Recipient = Pick<Customer, 'id' | 'externalId' | 'name' | 'language' | 'consents' | 'contactPoints'>;
export type MessageToCustomer = CustomerMessage & { readonly recipient: Recipient };

/** The purposes that a customer may refuse. Acknowledgement and answer are owed: they need no consent. */
export const consentPurposes: Readonly<Partial<Record<MessagePurpose, string>>> = {
  invitation: 'surveys',
  reminder: 'surveys',
  you_said_we_did: 'improvements',
};

export const isRefused = (purpose: MessagePurpose, customer: Pick<Customer, 'consents'>): boolean => {
  const consent = consentPurposes[purpose];
  return consent !== undefined && consentTo(consent, customer) === 'refused';
};

/** The complaint is owed them: somebody must hear if nothing is heard of them. */
export const isOwed = (purpose: MessagePurpose): boolean => purpose === 'acknowledgement' || purpose === 'answer';

/** Of several addresses a verified one, else the first. */
export function emailOf({ contactPoints }: Pick<Customer, 'contactPoints'>): string | undefined {
  const addresses = contactPoints.filter(({ kind }: ContactPoint) => kind === 'email');
  return (addresses.find(({ verified }) => verified === true) ?? addresses[0])?.value;
}

export const sent = (message: CustomerMessage, channel: string, at: Date): CustomerMessage => ({
  ...ended(message),
  ...{ state: 'sent', channel, sentAt: at, reason: null, failedAt: null },
});

export const failed = (
  message: CustomerMessage,
  reason: string,
  at: Date,
  channel: string | null = message.channel,
): CustomerMessage => ({ ...ended(message), ...{ state: 'failed', channel, reason, failedAt: at, sentAt: null } });

const ended = (message: CustomerMessage): CustomerMessage => ({ ...message, dueAt: null, sendingSince: null });

/** When it is tried again after its attempts so far; undefined: never. `random`, 0 to 1: up to a fifth more, so that not all come at once. */
export function nextTryInMs(attempts: number, delaysMs: readonly number[], random: number): number | undefined {
  const delay = delaysMs[attempts - 1];
  return delay === undefined ? undefined : Math.round(delay * (1 + random / 5));
}
