import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, time } from '../shapes.ts';
import { ComplaintFacts, complaintStatus, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintStatusChanged = defineEvent({
  type: 'harken.complaints.complaint-status-changed.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The work on the complaint moved on: investigating, waiting for the customer or a third party, resumed.',
  schema: Type.Object(
    {
      complaint: ComplaintFacts,
      from: complaintStatus(),
      to: complaintStatus(),
      by: name(),
      reason: nullable(Type.String()),
      at: time(),
    },
    closed,
  ),
  sample: { complaint: sampleComplaint, from: 'assigned', to: 'investigating', by: 'anna', reason: null, at: sampleAt },
});
