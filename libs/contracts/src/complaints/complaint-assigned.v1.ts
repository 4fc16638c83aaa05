import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintAssigned = defineEvent({
  type: 'harken.complaints.complaint-assigned.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The complaint has another team or assignee.',
  schema: Type.Object({ complaint: ComplaintFacts, reason: name(), by: name(), at: time() }, closed),
  sample: { complaint: sampleComplaint, reason: 'round_robin', by: 'system', at: sampleAt },
});
