import { checkerOf } from '@harken/service';
import { FeedbackBody } from '../feedback/feedback-body.ts';
import { InteractionBody } from '../interactions/interaction-body.ts';
import type { BodyCheckers } from './intake-item.ts';

/** Compiled once, so that the hot path checks a body in a microsecond. */
export const bodyCheckers: BodyCheckers = {
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

/** The request bodies of a route that accepts plain JSON and CloudEvents, by media type. */
const requestContent = (schema: object, plain: object, type: string, data: object) => {
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

export const feedbackContent = requestContent(FeedbackBody, feedbackExample, 'com.acme.survey-answered', feedbackData);

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

const interactionExample = {
  source: 'crm',
  id: 'visit-77',
  type: 'visit',
  customer: 'crm-10042',
  touchpoint: 'showroom-visit',
  phase: 'before',
  occurredAt: '2026-03-02T09:15:00.000Z',
};
const { source: _, id: __, occurredAt: ___, type: interactionType, ...interactionData } = interactionExample;

export const interactionContent = requestContent(InteractionBody, interactionExample, interactionType, interactionData);

/** The result of each item of a batch. */
export const BatchView = {
  type: 'object',
  required: ['accepted', 'duplicates', 'rejected', 'results'],
  properties: {
    accepted: { type: 'integer' },
    duplicates: { type: 'integer' },
    rejected: { type: 'integer' },
    results: {
      type: 'array',
      description: 'In the order of the items.',
      items: {
        type: 'object',
        required: ['index', 'status'],
        properties: {
          index: { type: 'integer' },
          status: { enum: ['accepted', 'duplicate', 'rejected'] },
          id: { type: 'string', format: 'uuid' },
          problem: { $ref: '#/components/schemas/Problem' },
        },
      },
    },
  },
  example: {
    accepted: 1,
    duplicates: 0,
    rejected: 1,
    results: [
      { index: 0, status: 'accepted', id: '01926f3a-7c1e-7b54-9d0e-000000000002' },
      {
        index: 1,
        status: 'rejected',
        problem: {
          type: '/problems/request.invalid',
          title: 'The item is not valid',
          status: 400,
          detail: 'The request has a fault.',
          code: 'request.invalid',
          instance: '#/items/1',
          errors: [{ pointer: '/answers/nps', code: 'out-of-range', detail: 'must be <= 10' }],
        },
      },
    ],
  },
};
