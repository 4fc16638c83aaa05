import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, time, uuid } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintMessageReceived = defineEvent({
  type: 'harken.complaints.complaint-message-received.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The customer wrote about the complaint. The text is not told, it is read from the thread.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      messageId: uuid(),
      channel: name(),
      attachments: Type.Integer({ minimum: 0 }),
      /** The complaint had ended, and was not reopened by the message. */
      afterEnd: Type.Boolean(),
      /** The duplicate of this complaint on whose thread it was written; null: its own. */
      duplicate: nullable(uuid()),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    messageId: '01926f3a-7c1e-7b54-9d0e-000000000006',
    channel: 'email',
    attachments: 1,
    afterEnd: false,
    duplicate: null,
    by: 'acme',
    at: sampleAt,
  },
});
