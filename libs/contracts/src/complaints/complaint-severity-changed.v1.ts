import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, severity, time } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintSeverityChanged = defineEvent({
  type: 'harken.complaints.complaint-severity-changed.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The severity was changed; its clocks follow.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      from: severity(),
      to: severity(),
      by: name(),
      reason: nullable(Type.String()),
      at: time(),
    },
    closed,
  ),
  sample: { complaint: sampleComplaint, from: 'normal', to: 'high', by: 'anna', reason: null, at: sampleAt },
});
