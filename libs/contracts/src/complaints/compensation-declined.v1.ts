import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time } from '../shapes.ts';
import { CompensationFacts, sampleCompensation } from './compensation-facts.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const CompensationDeclined = defineEvent({
  type: 'harken.complaints.compensation-declined.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The proposal was declined.',
  schema: Type.Object({ complaint: ComplaintFacts, compensation: CompensationFacts, by: name(), at: time() }, closed),
  sample: {
    complaint: sampleComplaint,
    compensation: { ...sampleCompensation, status: 'declined' },
    by: 'mara',
    at: sampleAt,
  },
});
