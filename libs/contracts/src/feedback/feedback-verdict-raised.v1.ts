import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, oneOf, time, uuid } from '../shapes.ts';
import { feedbackFacts, sampleFeedback, sampleFeedbackId, verdicts } from './feedback-facts.ts';

export const FeedbackVerdictRaised = defineEvent({
  type: 'harken.feedback.feedback-verdict-raised.v1',
  topic: 'feedback.events',
  subject: 'feedbackId',
  summary:
    'A second look took feedback for more of a complaint than the first: `complaint` holds from now on, and clocks begin ' +
    'now. Never of history, and a verdict never falls by it.',
  schema: Type.Object(
    {
      feedbackId: uuid(),
      ...feedbackFacts,
      before: oneOf(verdicts),
      reader: Type.Object({ model: name(), version: name() }, closed),
      at: time(),
    },
    closed,
  ),
  sample: {
    feedbackId: sampleFeedbackId,
    ...sampleFeedback,
    complaint: { verdict: 'certain', reasons: ['model:en:0.41', 'reader:en:0.93'] },
    before: 'none',
    reader: { model: 'multilingual-e5-small-q4', version: '5f0c7b0e' },
    at: '2026-03-02T09:15:04.000Z',
  },
});
