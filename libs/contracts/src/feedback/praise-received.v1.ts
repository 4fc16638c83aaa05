import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, time, uuid } from '../shapes.ts';
import { sampleFeedbackId } from './feedback-facts.ts';

export const PraiseReceived = defineEvent({
  type: 'harken.feedback.praise-received.v1',
  topic: 'feedback.events',
  subject: 'feedbackId',
  summary: 'A customer praised a person who works here. The words are in the feedback.',
  schema: Type.Object(
    {
      feedbackId: uuid(),
      employee: name(),
      touchpoint: nullable(name()),
      channel: nullable(name()),
      product: nullable(name(100)),
      location: nullable(name(100)),
      occurredAt: time(),
      receivedAt: time(),
    },
    closed,
  ),
  sample: {
    feedbackId: sampleFeedbackId,
    employee: 'anna',
    touchpoint: 'handover',
    channel: 'web',
    product: 'kitchen',
    location: 'tower-2',
    occurredAt: '2026-03-02T09:15:00.000Z',
    receivedAt: '2026-03-02T09:15:01.250Z',
  },
});
