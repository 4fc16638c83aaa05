import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, time, uuid } from '../shapes.ts';
import { feedbackFacts, sampleFeedback, sampleFeedbackId } from './feedback-facts.ts';

const FeedbackFacts = Type.Object(feedbackFacts, closed);

export const FeedbackSuperseded = defineEvent({
  type: 'harken.feedback.feedback-superseded.v1',
  topic: 'feedback.events',
  subject: 'feedbackId',
  summary:
    'Feedback was corrected: figures count `after` in place of `before`. It ends, reopens and re-routes nothing.',
  schema: Type.Object(
    {
      feedbackId: uuid(),
      version: Type.Integer({ minimum: 2, description: 'Grows by one with each correction.' }),
      before: FeedbackFacts,
      after: FeedbackFacts,
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    feedbackId: sampleFeedbackId,
    version: 2,
    before: sampleFeedback,
    after: { ...sampleFeedback, answers: { ...sampleFeedback.answers, nps: 7 } },
    by: 'crm',
    at: '2026-03-03T09:15:00.000Z',
  },
});
