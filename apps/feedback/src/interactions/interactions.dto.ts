import { deliveredContent } from '../intake/delivered.dto.ts';
import { InteractionBody } from './interaction-body.ts';

const text = { type: ['string', 'null'] };

/** An interaction as it is answered. */
export const InteractionView = {
  type: 'object',
  required: ['id', 'source', 'sourceId', 'customer', 'customerId', 'type', 'occurredAt', 'receivedAt'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    source: { type: 'string' },
    sourceId: { type: 'string', description: 'The `id` it was sent with.' },
    customer: { type: 'string', description: 'External id.' },
    customerId: { type: 'string', format: 'uuid' },
    type: { type: 'string' },
    touchpoint: text,
    channel: text,
    phase: text,
    campaign: text,
    amount: { type: ['object', 'null'] },
    employee: text,
    team: text,
    data: { type: 'object' },
    occurredAt: { type: 'string', format: 'date-time' },
    receivedAt: { type: 'string', format: 'date-time' },
  },
  example: {
    id: '01926f3a-7c1e-7b54-9d0e-000000000001',
    source: 'crm',
    sourceId: 'visit-77',
    customer: 'crm-10042',
    customerId: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e',
    type: 'visit',
    touchpoint: 'showroom-visit',
    channel: 'in_person',
    phase: 'before',
    campaign: null,
    amount: null,
    employee: null,
    team: 'sales',
    data: {},
    occurredAt: '2026-03-02T09:15:00.000Z',
    receivedAt: '2026-03-02T09:15:01.250Z',
  },
};

const { occurredAt, ...plain } = {
  source: 'crm',
  id: 'visit-77',
  type: 'visit',
  customer: 'crm-10042',
  touchpoint: 'showroom-visit',
  phase: 'before',
  occurredAt: '2026-03-02T09:15:00.000Z',
};
const { source: _, id: __, type, ...data } = plain;

export const interactionContent = deliveredContent(InteractionBody, { ...plain, occurredAt }, type, data);
