import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time } from '../shapes.ts';
import { CompensationFacts, sampleCompensation } from './compensation-facts.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const CompensationProposed = defineEvent({
  type: 'harken.complaints.compensation-proposed.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary:
    'Somebody proposes to make it good. Says who may decide: not the proposer alone above the four-eyes amount; management above its amount.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      compensation: CompensationFacts,
      fourEyes: Type.Boolean(),
      management: Type.Boolean(),
      expiresAt: time(),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    compensation: { ...sampleCompensation, status: 'proposed' },
    fourEyes: false,
    management: false,
    expiresAt: '2026-03-16T10:15:02.000Z',
    by: 'anna',
    at: sampleAt,
  },
});
