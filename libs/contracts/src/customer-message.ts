import { Type } from 'typebox';
import { closed, name, nullable, oneOf, sampleCustomer, uuid } from './shapes.ts';

/** Why a customer is written to. */
export const messagePurposes = ['acknowledgement', 'answer', 'invitation', 'reminder', 'you_said_we_did'] as const;
export type MessagePurpose = (typeof messagePurposes)[number];

/**
 * What a request brings for the template of its purpose. `number` is that of the complaint, `text` the whole answer,
 * `recourse` where the customer may turn; `said` and `did` are sentences in the language of the message.
 */
export const messageParameters = {
  acknowledgement: ['number'],
  answer: ['number', 'text', 'recourse'],
  invitation: ['invitation', 'reminder'],
  reminder: ['invitation', 'reminder'],
  you_said_we_did: ['said', 'did'],
} as const satisfies Record<MessagePurpose, readonly string[]>;

/** What the message is about. */
const about = { complaint: nullable(uuid()), problem: nullable(uuid()), programme: nullable(name(100)) };

/** A request to write to a customer: the same of every service that makes one. Addresses, names and links are not in it. */
export const customerMessage = Type.Object(
  {
    messageId: uuid(),
    customer: Type.Object({ id: uuid(), externalId: name() }, closed),
    purpose: oneOf(messagePurposes),
    language: nullable(
      Type.String({ maxLength: 35, description: 'Of the content; null: that of the customer, as feedback knows it.' }),
    ),
    ...about,
    parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
      description:
        'What the template of the purpose needs: of an acknowledgement `number`; of an answer `number`, `text` and perhaps `recourse`; of an invitation or a reminder `invitation` (its id) and `reminder`, 0 for the first; of you_said_we_did `said` and `did`.',
    }),
  },
  closed,
);

export const sampleMessageId = '01926f3a-7c1e-7b54-9d0e-00000000000b';
const sampleMessageCustomer = { id: sampleCustomer.customerId, externalId: sampleCustomer.externalId };

export const sampleCustomerMessage = {
  messageId: sampleMessageId,
  customer: sampleMessageCustomer,
  purpose: 'answer' as const,
  language: 'en',
  complaint: '01926f3a-7c1e-7b54-9d0e-000000000003',
  problem: null,
  programme: null,
  parameters: { number: 'C-2026-000042', text: 'The lock is replaced tomorrow.' },
};

/** What became of a request. */
export const messageResult = {
  messageId: uuid(),
  purpose: oneOf(messagePurposes),
  ...about,
};

const { complaint, problem, programme } = sampleCustomerMessage;
export const sampleMessageResult = {
  messageId: sampleMessageId,
  purpose: 'answer' as const,
  ...{ complaint, problem, programme },
};

export const sampleMessageTime = '2026-03-02T10:15:04.000Z';

/** How the customer was written to, like `email`. */
export const messageChannel = () => name(100);

/**
 * Why a message did not arrive: `no_contact_point`, `no_consent`, `invitation_closed`, `address_refused`,
 * `message_refused`, `mail_server_unavailable`, `delivery_unknown` (handed over when the sender died), or a code of the CRM.
 */
export const failureReason = () => Type.String({ pattern: '^[a-z][a-z0-9_]{0,99}$' });
