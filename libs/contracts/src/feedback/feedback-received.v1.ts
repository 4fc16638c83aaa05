import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, uuid } from '../shapes.ts';
import { feedbackFacts, sampleFeedback, sampleFeedbackId } from './feedback-facts.ts';

export const FeedbackReceived = defineEvent({
  type: 'harken.feedback.feedback-received.v1',
  topic: 'feedback.events',
  subject: 'feedbackId',
  summary:
    'Somebody said something, with the verdict whether it is a complaint. Absent answers are null, never 0; the customer ' +
    'is null if unknown, and where staff or management speak.',
  schema: Type.Object({ feedbackId: uuid(), ...feedbackFacts }, closed),
  sample: { feedbackId: sampleFeedbackId, ...sampleFeedback },
});
