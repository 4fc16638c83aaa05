import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time, uuid } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintWithdrawn = defineEvent({
  type: 'harken.complaints.complaint-withdrawn.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The customer took the complaint back.',
  schema: Type.Object({ complaint: ComplaintFacts, answerId: uuid(), by: name(), at: time() }, closed),
  sample: { complaint: sampleComplaint, answerId: '01926f3a-7c1e-7b54-9d0e-000000000004', by: 'anna', at: sampleAt },
});
