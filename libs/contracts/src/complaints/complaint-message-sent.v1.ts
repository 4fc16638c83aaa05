import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, time, uuid } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintMessageSent = defineEvent({
  type: 'harken.complaints.complaint-message-sent.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The company wrote to the customer about the complaint. The text is not told, it is read from the thread.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      messageId: uuid(),
      channel: name(),
      attachments: Type.Integer({ minimum: 0 }),
      /** The duplicate of this complaint on whose thread it was written; null: its own. */
      duplicate: nullable(uuid()),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    messageId: '01926f3a-7c1e-7b54-9d0e-000000000007',
    channel: 'email',
    attachments: 0,
    duplicate: null,
    by: 'anna',
    at: sampleAt,
  },
});
