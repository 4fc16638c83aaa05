import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, time, uuid } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintMarkedDuplicate = defineEvent({
  type: 'harken.complaints.complaint-marked-duplicate.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The complaint repeats another one, and its customer is told so.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      of: uuid(),
      /** null: its original became a duplicate itself, and it moved with it. */
      answerId: nullable(uuid()),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    of: '01926f3a-7c1e-7b54-9d0e-000000000005',
    answerId: '01926f3a-7c1e-7b54-9d0e-000000000004',
    by: 'anna',
    at: sampleAt,
  },
});
