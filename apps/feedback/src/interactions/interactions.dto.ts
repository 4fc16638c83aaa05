import { InteractionBody } from './interaction-body.ts';

const described = {
  id: { type: 'string', format: 'uuid' },
  source: { type: 'string' },
  sourceId: { type: 'string', description: 'The `id` it was sent with.' },
  customer: { type: 'string', description: 'External id.' },
  customerId: { type: 'string', format: 'uuid' },
  type: { type: 'string' },
  amount: { type: ['object', 'null'] },
  data: { type: 'object' },
  occurredAt: { type: 'string', format: 'date-time' },
  receivedAt: { type: 'string', format: 'date-time' },
};
/** The other fields of the body are returned as they were sent, or null. */
const asSent = Object.keys(InteractionBody.properties).filter((name) => !(name in described));

/** An interaction in a response. */
export const InteractionView = {
  type: 'object',
  required: ['id', 'source', 'sourceId', 'customer', 'customerId', 'type', 'occurredAt', 'receivedAt'],
  properties: { ...described, ...Object.fromEntries(asSent.map((name) => [name, { type: ['string', 'null'] }])) },
  example: {
    ...Object.fromEntries(asSent.map((name) => [name, null])),
    id: '01926f3a-7c1e-7b54-9d0e-000000000001',
    source: 'crm',
    sourceId: 'visit-77',
    customer: 'crm-10042',
    customerId: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e',
    type: 'visit',
    touchpoint: 'showroom-visit',
    channel: 'in_person',
    phase: 'before',
    amount: null,
    team: 'sales',
    data: {},
    occurredAt: '2026-03-02T09:15:00.000Z',
    receivedAt: '2026-03-02T09:15:01.250Z',
  },
};
