import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { CustomerFacts, closed, history, name, nullable, oneOf, sampleCustomer, time, uuid } from '../shapes.ts';

export const phases = ['before', 'during', 'after'] as const;
export const phase = () => oneOf(phases);

export const InteractionRecorded = defineEvent({
  type: 'harken.feedback.interaction-recorded.v1',
  topic: 'feedback.events',
  subject: 'interactionId',
  summary: 'Something happened between a customer and the company: a purchase, a visit, an installation, a call.',
  schema: Type.Object(
    {
      interactionId: uuid(),
      source: name(),
      sourceId: name(),
      customer: CustomerFacts,
      interactionType: name(),
      touchpoint: nullable(name()),
      channel: nullable(name()),
      phase: nullable(phase()),
      campaign: nullable(name()),
      product: nullable(name(100)),
      location: nullable(name(100)),
      amount: nullable(
        Type.Object({ minor: Type.Integer(), currency: Type.String({ pattern: '^[A-Z]{3}$' }) }, closed),
      ),
      employee: nullable(name()),
      team: nullable(name()),
      history: history(),
      occurredAt: time(),
    },
    closed,
  ),
  sample: {
    interactionId: '01926f3a-7c1e-7b54-9d0e-000000000001',
    source: 'crm',
    sourceId: 'visit-77',
    customer: sampleCustomer,
    interactionType: 'visit',
    touchpoint: 'showroom-visit',
    channel: 'in_person',
    phase: 'before',
    campaign: null,
    product: 'kitchen',
    location: 'tower-2',
    amount: { minor: 125000, currency: 'HKD' },
    employee: null,
    team: 'sales',
    history: false,
    occurredAt: '2026-03-02T09:15:00.000Z',
  },
});
