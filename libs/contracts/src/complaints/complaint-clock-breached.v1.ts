import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, time } from '../shapes.ts';
import { ComplaintFacts, clockNameV1, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintClockBreachedV1 = defineEvent({
  type: 'harken.complaints.complaint-clock-breached.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'A clock ran past its deadline.',
  schema: Type.Object({ complaint: ComplaintFacts, clock: clockNameV1(), dueAt: time(), at: time() }, closed),
  sample: { complaint: sampleComplaint, clock: 'first_response', dueAt: sampleAt, at: sampleAt },
});
