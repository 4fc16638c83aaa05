import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { CustomerFacts, closed, name, nullable, oneOf, sampleCustomer, uuid } from '../shapes.ts';

export const messagePurposes = ['acknowledgement', 'answer', 'invitation', 'you_said_we_did'] as const;
export type MessagePurpose = (typeof messagePurposes)[number];

export const CustomerMessageRequested = defineEvent({
  type: 'harken.feedback.customer-message-requested.v1',
  topic: 'feedback.events',
  subject: 'messageId',
  summary: 'A customer is owed a message. Addresses, names and links are not in it.',
  schema: Type.Object(
    {
      messageId: uuid(),
      customer: CustomerFacts,
      purpose: oneOf(messagePurposes),
      language: Type.String({ maxLength: 35 }),
      complaint: nullable(uuid()),
      problem: nullable(uuid()),
      programme: nullable(name(100)),
      templateId: nullable(name(100)),
      parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
        description:
          'What the template needs. Of an invitation: `invitation` (its id) and `reminder`, 0 for the first.',
      }),
    },
    closed,
  ),
  sample: {
    messageId: '01926f3a-7c1e-7b54-9d0e-00000000000b',
    customer: sampleCustomer,
    purpose: 'invitation',
    language: 'en',
    complaint: null,
    problem: null,
    programme: 'handover',
    templateId: null,
    parameters: { invitation: '01926f3a-7c1e-7b54-9d0e-00000000000a', reminder: 0 },
  },
});
