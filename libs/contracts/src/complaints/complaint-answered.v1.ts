import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time, uuid } from '../shapes.ts';
import { ComplaintFacts, outcome, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintAnswered = defineEvent({
  type: 'harken.complaints.complaint-answered.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The customer was given an answer.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      answerId: uuid(),
      outcome: outcome(),
      channel: name(),
      first: Type.Boolean(),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    answerId: '01926f3a-7c1e-7b54-9d0e-000000000004',
    outcome: 'upheld',
    channel: 'email',
    first: true,
    by: 'anna',
    at: sampleAt,
  },
});
