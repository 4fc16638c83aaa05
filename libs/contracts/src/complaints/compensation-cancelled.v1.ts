import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time } from '../shapes.ts';
import { CompensationFacts, sampleCompensation } from './compensation-facts.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const CompensationCancelled = defineEvent({
  type: 'harken.complaints.compensation-cancelled.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'Taken back. What was approved before must not be carried out any more.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      compensation: CompensationFacts,
      approvedBefore: Type.Boolean(),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    compensation: { ...sampleCompensation, status: 'cancelled' },
    approvedBefore: true,
    by: 'mara',
    at: sampleAt,
  },
});
