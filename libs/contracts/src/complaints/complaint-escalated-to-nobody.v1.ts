import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, time, uuid } from '../shapes.ts';
import { ComplaintFacts, clockName, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintEscalatedToNobody = defineEvent({
  type: 'harken.complaints.complaint-escalated-to-nobody.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The level that the complaint was escalated to has no people: somebody has to say who stands there.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      escalationId: uuid(),
      level: Type.Integer({ minimum: 1, maximum: 9 }),
      reason: name(),
      clock: nullable(clockName()),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    escalationId: '01926f3a-7c1e-7b54-9d0e-000000000006',
    level: 1,
    reason: 'breach',
    clock: 'acknowledge' as const,
    at: sampleAt,
  },
});
