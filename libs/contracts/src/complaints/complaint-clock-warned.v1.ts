import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, time } from '../shapes.ts';
import { ComplaintFacts, clockName, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintClockWarned = defineEvent({
  type: 'harken.complaints.complaint-clock-warned.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'A clock has used its warning share of the target.',
  schema: Type.Object({ complaint: ComplaintFacts, clock: clockName(), dueAt: time(), at: time() }, closed),
  sample: { complaint: sampleComplaint, clock: 'first_response', dueAt: sampleAt, at: sampleAt },
});
