import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, nullable, time, uuid } from '../shapes.ts';
import { sampleAt, sampleComplaint } from './complaint-facts.ts';

export const TriageDecided = defineEvent({
  type: 'harken.complaints.triage-decided.v1',
  topic: 'complaints.events',
  subject: 'feedbackId',
  summary: 'A person decided whether suspected feedback is a complaint.',
  schema: Type.Object(
    {
      feedbackId: uuid(),
      decision: Type.Union([Type.Literal('opened'), Type.Literal('dismissed')]),
      complaintId: nullable(uuid()),
      at: time(),
    },
    closed,
  ),
  sample: {
    feedbackId: sampleComplaint.feedbackId ?? '01926f3a-7c1e-7b54-9d0e-000000000002',
    decision: 'opened',
    complaintId: sampleComplaint.complaintId,
    at: sampleAt,
  },
});
