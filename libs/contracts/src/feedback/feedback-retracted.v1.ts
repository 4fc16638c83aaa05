import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time, uuid } from '../shapes.ts';
import { feedbackFacts, sampleFeedback, sampleFeedbackId } from './feedback-facts.ts';

export const FeedbackRetracted = defineEvent({
  type: 'harken.feedback.feedback-retracted.v1',
  topic: 'feedback.events',
  subject: 'feedbackId',
  summary: 'Feedback was taken back: it was never said. Figures no longer count it. It ends no complaint.',
  schema: Type.Object(
    {
      feedbackId: uuid(),
      version: Type.Integer({ minimum: 2, description: 'Grows by one with each correction.' }),
      before: Type.Object(feedbackFacts, closed),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    feedbackId: sampleFeedbackId,
    version: 2,
    before: sampleFeedback,
    by: 'crm',
    at: '2026-03-03T09:15:00.000Z',
  },
});
