import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintClosed = defineEvent({
  type: 'harken.complaints.complaint-closed.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The complaint is closed.',
  schema: Type.Object({ complaint: ComplaintFacts, by: name(), at: time() }, closed),
  sample: { complaint: sampleComplaint, by: 'anna', at: sampleAt },
});
