import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time } from '../shapes.ts';
import { CompensationFacts, sampleCompensation } from './compensation-facts.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const CompensationApproved = defineEvent({
  type: 'harken.complaints.compensation-approved.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'To be carried out by the CRM, which confirms it: POST /v1/compensations/{id}/fulfilment.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      compensation: CompensationFacts,
      description: Type.String({ maxLength: 2000 }),
      fulfilBy: time(),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    compensation: { ...sampleCompensation, status: 'approved' },
    description: 'The keys were replaced at the cost of the customer.',
    fulfilBy: '2026-03-09T10:15:02.000Z',
    by: 'mara',
    at: sampleAt,
  },
});
