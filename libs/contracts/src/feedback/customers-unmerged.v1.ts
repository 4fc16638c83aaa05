import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { CustomerFacts, closed, sampleCustomer, time } from '../shapes.ts';
import { sampleMergedCustomer } from './customers-merged.v1.ts';

export const CustomersUnmerged = defineEvent({
  type: 'harken.feedback.customers-unmerged.v1',
  topic: 'customers.events',
  subject: 'customerId of `merged`',
  summary:
    'A merge was undone: `merged` is itself again, with what was recorded of it before. What came in since stays with `customer`.',
  schema: Type.Object({ customer: CustomerFacts, merged: CustomerFacts, at: time() }, closed),
  sample: {
    customer: sampleCustomer,
    merged: { ...sampleCustomer, ...sampleMergedCustomer },
    at: '2026-03-03T09:15:00.000Z',
  },
});
