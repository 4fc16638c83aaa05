import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time, uuid } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintAnswerPassedOn = defineEvent({
  type: 'harken.complaints.complaint-answer-passed-on.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The original of this duplicate was answered: the customer of the duplicate is to be sent the same answer.',
  schema: Type.Object({ complaint: ComplaintFacts, of: uuid(), answerId: uuid(), by: name(), at: time() }, closed),
  sample: {
    complaint: sampleComplaint,
    of: '01926f3a-7c1e-7b54-9d0e-000000000005',
    answerId: '01926f3a-7c1e-7b54-9d0e-000000000004',
    by: 'anna',
    at: sampleAt,
  },
});
