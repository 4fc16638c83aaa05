import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintReopened = defineEvent({
  type: 'harken.complaints.complaint-reopened.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The complaint is open again: a new cycle with fresh response clocks.',
  schema: Type.Object({ complaint: ComplaintFacts, reason: Type.String(), by: name(), at: time() }, closed),
  sample: { complaint: sampleComplaint, reason: 'The repair did not hold.', by: 'anna', at: sampleAt },
});
