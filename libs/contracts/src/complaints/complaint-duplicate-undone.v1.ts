import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, time, uuid } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintDuplicateUndone = defineEvent({
  type: 'harken.complaints.complaint-duplicate-undone.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The complaint repeats no other one, or its original was withdrawn: it is open again, and its clocks go on.',
  schema: Type.Object(
    { complaint: ComplaintFacts, of: uuid(), reason: nullable(Type.String()), by: name(), at: time() },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    of: '01926f3a-7c1e-7b54-9d0e-000000000005',
    reason: 'Another door.',
    by: 'anna',
    at: sampleAt,
  },
});
