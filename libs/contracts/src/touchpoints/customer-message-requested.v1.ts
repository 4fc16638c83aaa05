import { customerMessage, sampleCustomerMessage } from '../customer-message.ts';
import { defineEvent } from '../event-contract.ts';

export const TouchpointsCustomerMessageRequested = defineEvent({
  type: 'harken.touchpoints.customer-message-requested.v1',
  topic: 'touchpoints.events',
  subject: 'messageId',
  summary: 'A customer is to hear what became of a problem that he or she has told of.',
  schema: customerMessage,
  sample: {
    ...sampleCustomerMessage,
    purpose: 'you_said_we_did',
    complaint: null,
    problem: '01926f3a-7c1e-7b54-9d0e-000000000012',
    parameters: { said: 'The keys did not fit.', did: 'We cut them anew and try each before the handover.' },
  },
});
