import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, time } from '../shapes.ts';
import { CompensationFacts, sampleCompensation } from './compensation-facts.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const CompensationFulfilmentFailed = defineEvent({
  type: 'harken.complaints.compensation-fulfilment-failed.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'It could not be carried out. It may be later.',
  schema: Type.Object(
    { complaint: ComplaintFacts, compensation: CompensationFacts, reference: nullable(name()), by: name(), at: time() },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    compensation: { ...sampleCompensation, status: 'fulfilment_failed' },
    reference: 'payment-8812',
    by: 'crm',
    at: sampleAt,
  },
});
