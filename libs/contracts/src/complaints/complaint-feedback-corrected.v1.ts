import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, oneOf, time } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintFeedbackCorrected = defineEvent({
  type: 'harken.complaints.complaint-feedback-corrected.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The feedback that it was opened from was corrected or taken back. The complaint goes on as it was.',
  schema: Type.Object(
    { complaint: ComplaintFacts, correction: oneOf(['superseded', 'retracted']), by: name(), at: time() },
    closed,
  ),
  sample: { complaint: sampleComplaint, correction: 'superseded', by: 'crm', at: sampleAt },
});
