import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, time } from '../shapes.ts';
import { CompensationFacts, sampleCompensation } from './compensation-facts.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const CompensationOverdue = defineEvent({
  type: 'harken.complaints.compensation-overdue.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'What was approved has not reached the customer in time. Told once.',
  schema: Type.Object(
    { complaint: ComplaintFacts, compensation: CompensationFacts, dueAt: time(), at: time() },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    compensation: { ...sampleCompensation, status: 'approved' },
    dueAt: '2026-03-09T10:15:02.000Z',
    at: sampleAt,
  },
});
