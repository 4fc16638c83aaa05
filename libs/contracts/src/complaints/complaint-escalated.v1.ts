import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, oneOf, time, uuid } from '../shapes.ts';
import { ComplaintFacts, clockName, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintEscalated = defineEvent({
  type: 'harken.complaints.complaint-escalated.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The complaint was brought before a level of management, or handed to another team.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      escalationId: uuid(),
      kind: oneOf(['hierarchical', 'functional']),
      level: nullable(Type.Integer({ minimum: 1, maximum: 9 })),
      people: Type.Array(name()),
      reason: name(),
      clock: nullable(clockName()),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    escalationId: '01926f3a-7c1e-7b54-9d0e-000000000006',
    kind: 'hierarchical' as const,
    level: 1,
    people: ['mara'],
    reason: 'breach',
    clock: 'acknowledge',
    at: sampleAt,
  },
});
