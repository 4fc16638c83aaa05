import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, time } from '../shapes.ts';
import { CompensationFacts, sampleCompensation } from './compensation-facts.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const CompensationFulfilled = defineEvent({
  type: 'harken.complaints.compensation-fulfilled.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The customer has it.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      compensation: CompensationFacts,
      fulfilledAt: time(),
      late: Type.Boolean(),
      reference: nullable(name()),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    compensation: { ...sampleCompensation, status: 'fulfilled' },
    fulfilledAt: sampleAt,
    late: false,
    reference: 'payment-8812',
    by: 'crm',
    at: sampleAt,
  },
});
