import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { HandlingRating, sampleRating } from '../feedback/handling-rating.ts';
import { closed, history, time } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintHandlingRated = defineEvent({
  type: 'harken.complaints.complaint-handling-rated.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'The customer said how the complaint was handled.',
  schema: Type.Object({ complaint: ComplaintFacts, rating: HandlingRating, history: history(), at: time() }, closed),
  sample: { complaint: sampleComplaint, rating: sampleRating, history: false, at: sampleAt },
});
