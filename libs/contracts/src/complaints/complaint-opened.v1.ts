import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, time } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintOpened = defineEvent({
  type: 'harken.complaints.complaint-opened.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'A complaint was opened, from feedback or by a person, and routed to a team.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      origin: Type.Union([Type.Literal('feedback'), Type.Literal('person')]),
      rule: nullable(name()),
      occurredAt: time(),
    },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    origin: 'feedback',
    rule: 'handover-defects',
    occurredAt: sampleAt,
  },
});
