import { customerMessage, sampleCustomerMessage } from '../customer-message.ts';
import { defineEvent } from '../event-contract.ts';

export const ComplaintsCustomerMessageRequested = defineEvent({
  type: 'harken.complaints.customer-message-requested.v1',
  topic: 'complaints.events',
  subject: 'messageId',
  summary: 'A customer is owed the acknowledgement or the answer of a complaint. It holds the text of the answer.',
  schema: customerMessage,
  sample: sampleCustomerMessage,
});
