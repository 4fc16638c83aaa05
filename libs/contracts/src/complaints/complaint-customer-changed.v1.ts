import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { CustomerFacts, closed, oneOf, sampleCustomer, time } from '../shapes.ts';
import { ComplaintFacts, sampleAt, sampleComplaint } from './complaint-facts.ts';

export const ComplaintCustomerChanged = defineEvent({
  type: 'harken.complaints.complaint-customer-changed.v1',
  topic: 'complaints.events',
  subject: 'complaintId',
  summary: 'Its customer was merged into another one, or is itself again. Nothing else about the complaint changes.',
  schema: Type.Object(
    { complaint: ComplaintFacts, reason: oneOf(['merged', 'unmerged']), from: CustomerFacts, at: time() },
    closed,
  ),
  sample: {
    complaint: sampleComplaint,
    reason: 'merged',
    from: { ...sampleCustomer, customerId: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6f', externalId: 'crm-20077' },
    at: sampleAt,
  },
});
