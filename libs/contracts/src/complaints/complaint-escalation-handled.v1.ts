import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, oneOf, time, uuid } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

const level = () => Type.Integer({ minimum: 1, maximum: 9 });

export const ComplaintEscalationHandled = defineEvent({
  type: 'harken.complaints.complaint-escalation-handled.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'Management acted on an escalation: took over, instructed, approved or de-escalated, also to a lower level.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      escalationId: uuid(),
      level: level(),
      action: oneOf(['take_over', 'instruct', 'approve', 'de_escalate']),
      toLevel: nullable(level()),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    escalationId: '01926f3a-7c1e-7b54-9d0e-000000000006',
    level: 2,
    action: 'de_escalate',
    toLevel: 1,
    by: 'mara',
    at: sampleAt,
  },
});
