import { checkerOf } from '@harken/service';
import { InteractionBody } from '../interactions/interaction-body.ts';
import type { Checks } from './delivered-item.ts';
import { FeedbackBody } from './feedback-body.ts';

/** Compiled once: the hot path checks a body in a microsecond. */
export const deliveredChecks: Checks = {
  feedback: checkerOf<FeedbackBody>(FeedbackBody),
  interaction: checkerOf<InteractionBody>(InteractionBody),
};

const feedbackExample = {
  source: 'crm',
  id: 'survey-991',
  customer: 'crm-10042',
  method: 'survey',
  touchpoint: 'handover',
  text: 'The keys did not fit and nobody called back.',
  answers: { nps: 1 },
  occurredAt: '2026-03-02T09:15:00.000Z',
};
const { source, id, occurredAt, ...feedbackData } = feedbackExample;

const cloudEvent = {
  type: 'object',
  required: ['specversion', 'id', 'source', 'type', 'data'],
  properties: {
    specversion: { const: '1.0' },
    id: { type: 'string' },
    source: { type: 'string' },
    type: { type: 'string' },
    time: { type: 'string', format: 'date-time', description: 'When it happened; on arrival unless given.' },
    data: { type: 'object', description: 'The other fields of the plain body.' },
  },
};

/** The bodies of a route that takes plain JSON and CloudEvents, by media type. */
export const deliveredContent = (schema: object, plain: object, type: string, data: object) => {
  const event = { specversion: '1.0', id, source: '/crm', type, time: occurredAt, data };
  return {
    'application/json': { schema, example: plain },
    'application/cloudevents+json': { schema: cloudEvent, example: event },
    'application/cloudevents-batch+json': {
      schema: { type: 'array', items: cloudEvent, maxItems: 1000 },
      example: [event],
    },
  };
};

export const feedbackContent = deliveredContent(
  FeedbackBody,
  feedbackExample,
  'com.acme.survey-answered',
  feedbackData,
);

export const FeedbackBatch = {
  type: 'object',
  required: ['items'],
  additionalProperties: false,
  properties: { items: { type: 'array', maxItems: 1000, items: {} } },
};

export const feedbackBatchContent = {
  'application/json': {
    schema: { ...FeedbackBatch, properties: { items: { type: 'array', maxItems: 1000, items: FeedbackBody } } },
    example: { items: [feedbackExample] },
  },
};
