import { customerMessage, sampleCustomerMessage } from '../customer-message.ts';
import { defineEvent } from '../event-contract.ts';

export const CustomerMessageRequested = defineEvent({
  type: 'harken.feedback.customer-message-requested.v1',
  topic: 'feedback.events',
  subject: 'messageId',
  summary: 'A customer is owed the invitation to a survey, or a reminder of it.',
  schema: customerMessage,
  sample: {
    ...sampleCustomerMessage,
    purpose: 'invitation',
    complaint: null,
    programme: 'handover',
    parameters: { invitation: '01926f3a-7c1e-7b54-9d0e-00000000000a', reminder: 0 },
  },
});
