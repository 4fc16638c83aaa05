import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, time } from '../shapes.ts';
import { ComplaintFacts, clockName, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintPauseReminded = defineEvent({
  type: 'harken.complaints.complaint-pause-reminded.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'A clock that stands still for the customer will soon run again by itself.',
  schema: Type.Object(
    { complaint: ComplaintFacts, clock: clockName(), pausedSince: time(), runsAgainAt: time(), at: time() },
    closed,
  ),
  sample: {
    complaint: { ...sampleComplaint, status: 'pending_customer' as const },
    clock: 'resolution',
    pausedSince: sampleAt,
    runsAgainAt: '2026-03-16T10:15:02.000Z',
    at: sampleAt,
  },
});
