import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, time } from '../shapes.ts';
import { ComplaintFacts, clockName, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintClockMet = defineEvent({
  type: 'harken.complaints.complaint-clock-met.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'What a clock waited for was done, in time or late.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      clock: clockName(),
      startedAt: time(),
      dueAt: time(),
      at: time(),
      late: Type.Boolean(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    clock: 'acknowledge',
    startedAt: sampleAt,
    dueAt: sampleAt,
    at: sampleAt,
    late: false,
  },
});
