import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { CustomerFacts, closed, name, sampleCustomer, time, uuid } from '../shapes.ts';

export const sampleMergedCustomer = { customerId: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6f', externalId: 'crm-20077' };

/**
 * The newest of these events and `customers-unmerged` about one `merged` says who it is now, and nothing else does: those
 * merged into `merged` before have an event of their own. So a reader keeps one name per customer and no chains.
 */
export const CustomersMerged = defineEvent({
  type: 'harken.feedback.customers-merged.v1',
  topic: 'customers.events',
  subject: 'customerId of `merged`',
  summary:
    'From now on `merged` is `customer`: what was recorded of it, and what still comes in under its external id.',
  schema: Type.Object(
    {
      customer: CustomerFacts,
      merged: Type.Object({ customerId: uuid(), externalId: name() }, closed),
      at: time(),
    },
    closed,
  ),
  sample: { customer: sampleCustomer, merged: sampleMergedCustomer, at: '2026-03-02T09:15:00.000Z' },
});
