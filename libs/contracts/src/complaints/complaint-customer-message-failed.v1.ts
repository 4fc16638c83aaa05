import { Type } from 'typebox';
import { failureReason, messagePurposes, sampleMessageId } from '../customer-message.ts';
import { defineEvent } from '../event-contract.ts';
import { closed, nullable, oneOf, time, uuid } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintCustomerMessageFailed = defineEvent({
  type: 'harken.complaints.complaint-customer-message-failed.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The acknowledgement or the answer did not reach the customer: a person has to find another way.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      messageId: uuid(),
      purpose: oneOf(messagePurposes),
      answerId: nullable(uuid()),
      reason: failureReason(),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    messageId: sampleMessageId,
    purpose: 'answer',
    answerId: '01926f3a-7c1e-7b54-9d0e-000000000004',
    reason: 'address_refused',
    at: sampleAt,
  },
});
