import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time, uuid } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintEscalationHandledV1 = defineEvent({
  type: 'harken.complaints.complaint-escalation-handled.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'Management acted on an escalation.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      escalationId: uuid(),
      level: Type.Integer({ minimum: 1, maximum: 9 }),
      action: Type.Union([Type.Literal('take_over'), Type.Literal('instruct'), Type.Literal('de_escalate')]),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    escalationId: '01926f3a-7c1e-7b54-9d0e-000000000006',
    level: 1,
    action: 'take_over',
    by: 'mara',
    at: sampleAt,
  },
});
