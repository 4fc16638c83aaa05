import { type MessagePurpose, messagePurposes } from '@harken/contracts';
import { Filter, Id, Integer, Nested, OneOf, oneOf, PageQuery, Text, Timestamp, text } from '@harken/service';
import {
  emailOf,
  type MessageSender,
  type MessageState,
  type MessageToCustomer,
  messageSenders,
  messageStates,
} from './customer-message.ts';
import type { RenderedMessage } from './message-template.ts';

const time = '2026-03-02T10:15:04.000Z';
const anId = '01926f3a-7c1e-7b54-9d0e-00000000000b';
const orNull = { nullable: true } as const;

export class CustomerMessageQuery extends PageQuery {
  @Filter(text({ max: 200 }), { description: 'To this customer, by external id.', example: 'crm-10042' })
  customer?: string[];
  @Filter(oneOf(messageStates), { description: 'How far it has come.', example: 'requested' }) state?: MessageState[];
  @Filter(oneOf(messagePurposes), { description: 'Why the customer is written to.', example: 'answer' })
  purpose?: MessagePurpose[];
}

export class CustomerMessageDto {
  @Id({ description: 'Its id, that of the request.', example: anId }) id!: string;
  @Text({ description: 'External id.', example: 'crm-10042' }) customer!: string;
  @Id({ description: 'Our id of the customer.', example: anId }) customerId!: string;
  @OneOf(messagePurposes, { description: 'Why the customer is written to.', example: 'answer' })
  purpose!: MessagePurpose;
  @Text({ description: 'Asked for by the request; null: that of the customer.', example: 'th', ...orNull })
  language!: string | null;
  @Id({ description: 'The complaint it is about.', example: anId, ...orNull }) complaint!: string | null;
  @Id({ description: 'The problem it is about.', example: null, ...orNull }) problem!: string | null;
  @Text({ description: 'The programme that invites.', example: null, ...orNull }) programme!: string | null;
  @OneOf(messageSenders, {
    description: 'Who sends it: the CRM, or Harken by e-mail; null: nobody (`CUSTOMER_MESSAGES=off`).',
    example: 'crm',
    ...orNull,
  })
  sender!: MessageSender | null;
  @OneOf(messageStates, { description: 'How far it has come.', example: 'requested' }) state!: MessageState;
  @Text({ description: 'How the customer was written to.', example: 'email', ...orNull }) channel!: string | null;
  @Text({
    description:
      'Why it failed: `no_contact_point`, `no_consent`, `sending_off`, `invitation_closed`, `address_refused`, `message_refused`, `mail_server_unavailable`, `delivery_unknown`, `not_reported`, or a code of the CRM.',
    example: null,
    ...orNull,
  })
  reason!: string | null;
  @Integer({ description: 'How often the mail server was asked to take it.', example: 0 }) attempts!: number;
  @Timestamp({ description: 'When it was requested.', example: time }) requestedAt!: Date;
  @Timestamp({ description: 'When it was sent.', example: null, ...orNull }) sentAt!: Date | null;
  @Timestamp({ description: 'When it failed.', example: null, ...orNull }) failedAt!: Date | null;
}

class MessageContentDto implements RenderedMessage {
  @Text({ description: 'The language it is written in.', example: 'en' }) language!: string;
  @Text({ description: 'One line.', example: 'Our answer to your complaint C-2026-000042' }) subject!: string;
  @Text({ description: 'Plain text.', example: 'Dear customer,\n\nThe lock is replaced tomorrow.\n' }) text!: string;
}

export class WholeCustomerMessageDto extends CustomerMessageDto {
  @Text({ description: 'The address it is sent to, if Harken sends.', example: 'somchai@example.com', ...orNull })
  address!: string | null;
  @Nested(() => MessageContentDto, {
    description:
      'Its words by the template that holds now; null for an invitation that cannot be answered any more, and of an invitation for all but the role crm: it holds the link.',
    ...orNull,
  })
  content!: MessageContentDto | null;
}

export class MessageSentBody {
  @Text({
    description: 'How the customer was written to.',
    example: 'email',
    max: 100,
    optional: true,
    default: 'email',
  })
  channel?: string;
  @Timestamp({ description: 'When; now unless given.', example: '2026-03-02T10:15:04Z', optional: true }) at?: string;
}

export class MessageFailedBody {
  @Text({
    description: 'Why, as a code.',
    example: 'bounced',
    max: 100,
    pattern: /^[a-z][a-z0-9_]*$/,
    message: 'must be small letters, digits and underscores',
  })
  reason!: string;
  @Text({ description: 'How the customer was written to.', example: 'email', max: 100, optional: true })
  channel?: string;
  @Timestamp({ description: 'When; now unless given.', example: '2026-03-02T10:15:04Z', optional: true }) at?: string;
}

export function customerMessageDto({
  recipient,
  parameters: _,
  dueAt: __,
  sendingSince: ___,
  ...message
}: MessageToCustomer): CustomerMessageDto {
  return { ...message, customer: recipient.externalId };
}

export const wholeCustomerMessageDto = (
  message: MessageToCustomer,
  content: RenderedMessage | null,
): WholeCustomerMessageDto => ({
  ...customerMessageDto(message),
  address: message.sender === 'email' ? (emailOf(message.recipient) ?? null) : null,
  content,
});
