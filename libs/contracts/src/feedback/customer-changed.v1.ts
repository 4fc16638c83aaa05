import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { CustomerFacts, closed, sampleCustomer, time } from '../shapes.ts';

export const CustomerChanged = defineEvent({
  type: 'harken.feedback.customer-changed.v1',
  topic: 'customers.events',
  subject: 'customerId',
  summary: 'A customer profile was created or changed. A stub stands for a customer the CRM has not described yet.',
  schema: Type.Object(
    { customer: CustomerFacts, stub: Type.Boolean(), version: Type.Integer({ minimum: 1 }), updatedAt: time() },
    closed,
  ),
  sample: { customer: sampleCustomer, stub: false, version: 2, updatedAt: '2026-03-02T09:15:00.000Z' },
});
