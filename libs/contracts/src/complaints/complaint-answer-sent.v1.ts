import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time, uuid } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintAnswerSent = defineEvent({
  type: 'harken.complaints.complaint-answer-sent.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'A standard text that was to be sent has reached the customer.',
  schema: Type.Object(
    { complaint: ComplaintFacts, answerId: uuid(), channel: name(), sentAt: time(), by: name(), at: time() },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    answerId: '01926f3a-7c1e-7b54-9d0e-000000000004',
    channel: 'email',
    sentAt: sampleAt,
    by: 'anna',
    at: sampleAt,
  },
});
