import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { CustomerFacts, closed, name, nullable, oneOf, sampleCustomer, time, uuid } from '../shapes.ts';

/** Whom to call, whom to win more of, whom to keep, whom to serve more cheaply, and who says nothing after bad events. */
export const customerLists = ['intervention', 'growth', 'protect', 'serve-at-lower-cost', 'silent'] as const;
export type CustomerList = (typeof customerLists)[number];

export const CustomerListChanged = defineEvent({
  type: 'harken.analytics.customer-list-changed.v1',
  topic: 'analytics.events',
  subject: 'customerId',
  summary:
    'A customer entered or left a list of customers. `reasons` of an entry name the evidence; `value` and `experience` ' +
    'are null if unknown.',
  schema: Type.Object(
    {
      customer: CustomerFacts,
      entryId: uuid(),
      list: oneOf(customerLists),
      change: oneOf(['entered', 'left']),
      since: time(),
      /** Mean of the quintiles of recency, frequency and amount: 1 to 5. */
      value: nullable(Type.Number()),
      /** Recency-weighted mean of what the customer said, 0 to 10, and where it lies. */
      experience: nullable(Type.Object({ mean: Type.Number(), low: Type.Number(), high: Type.Number() }, closed)),
      reasons: Type.Array(Type.Object({ code: name(), evidence: Type.Array(uuid()) }, closed)),
      at: time(),
    },
    closed,
  ),
  sample: {
    customer: sampleCustomer,
    entryId: '01926f3a-7c1e-7b54-9d0e-000000000021',
    list: 'intervention',
    change: 'entered',
    since: '2026-03-02T09:15:02.000Z',
    value: 4.3,
    experience: { mean: 1, low: 0, high: 5.9 },
    reasons: [{ code: 'bad-experience', evidence: ['01926f3a-7c1e-7b54-9d0e-000000000002'] }],
    at: '2026-03-02T09:15:02.000Z',
  },
});
