import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { CustomerFacts, closed, history, nullable, sampleCustomer, time, uuid } from '../shapes.ts';
import { HandlingRating, sampleRating } from './handling-rating.ts';

export const HandlingRated = defineEvent({
  type: 'harken.feedback.handling-rated.v1',
  topic: 'feedback.events',
  subject: 'feedbackId',
  summary:
    'Feedback that is about the handling of a complaint came in. Stands before the FeedbackReceived of the same feedback.',
  schema: Type.Object(
    {
      complaintId: uuid(),
      customer: nullable(CustomerFacts),
      rating: HandlingRating,
      history: history(),
      occurredAt: time(),
      receivedAt: time(),
    },
    closed,
  ),
  sample: {
    complaintId: '01926f3a-7c1e-7b54-9d0e-000000000003',
    customer: sampleCustomer,
    rating: sampleRating,
    history: false,
    occurredAt: '2026-03-20T09:15:00.000Z',
    receivedAt: '2026-03-20T09:15:01.250Z',
  },
});
