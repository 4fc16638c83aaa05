import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, time } from '../shapes.ts';
import { CompensationFacts, sampleCompensation } from './compensation-facts.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const CompensationExpired = defineEvent({
  type: 'harken.complaints.compensation-expired.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'Nobody decided on the proposal in time.',
  schema: Type.Object({ complaint: ComplaintFacts, compensation: CompensationFacts, at: time() }, closed),
  sample: {
    complaint: sampleComplaint,
    compensation: { ...sampleCompensation, status: 'expired' },

    at: sampleAt,
  },
});
