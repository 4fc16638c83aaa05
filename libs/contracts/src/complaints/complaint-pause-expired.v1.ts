import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, time } from '../shapes.ts';
import { ComplaintFacts, clockName, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintPauseExpired = defineEvent({
  type: 'harken.complaints.complaint-pause-expired.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'A clock has stood still for the customer as long as the policy allows, and runs again.',
  schema: Type.Object(
    { complaint: ComplaintFacts, clock: clockName(), pausedSince: time(), dueAt: time(), at: time() },
    closed,
  ),
  sample: {
    complaint: { ...sampleComplaint, status: 'pending_customer' as const },
    clock: 'resolution',
    pausedSince: sampleAt,
    dueAt: '2026-03-30T10:15:02.000Z',
    at: sampleAt,
  },
});
