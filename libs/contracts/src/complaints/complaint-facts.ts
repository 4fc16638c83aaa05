import { Type } from 'typebox';
import { CustomerFacts, closed, name, nullable, oneOf, sampleCustomer, severity, time, uuid } from '../shapes.ts';

export const complaintStatuses = [
  'received',
  'acknowledged',
  'assigned',
  'investigating',
  'pending_customer',
  'pending_third_party',
  'answered',
  'resolved',
  'closed',
  'rejected',
  'duplicate',
  'withdrawn',
] as const;
export type ComplaintStatus = (typeof complaintStatuses)[number];

export const outcomes = ['upheld_with_redress', 'upheld', 'redress_without_upholding', 'rejected'] as const;
export type Outcome = (typeof outcomes)[number];

export const clockNames = [
  'acknowledge',
  'first_response',
  'next_response',
  'progress_update',
  'first_resolution',
  'resolution',
  'regulatory',
] as const;
export type ClockName = (typeof clockNames)[number];

export const complaintStatus = () => oneOf(complaintStatuses);
export const outcome = () => oneOf(outcomes);
export const clockName = () => oneOf(clockNames);

/** The complaint as it stands after the event. `version` grows by one with each change, so that readers can order what arrives out of order. */
export const ComplaintFacts = Type.Object(
  {
    complaintId: uuid(),
    number: name(),
    version: Type.Integer({ minimum: 1 }),
    cycle: Type.Integer({ minimum: 1 }),
    /** null: unknown. */
    customer: nullable(CustomerFacts),
    feedbackId: nullable(uuid()),
    touchpoint: nullable(name()),
    channel: nullable(name()),
    category: nullable(name()),
    campaign: nullable(name()),
    product: nullable(name(100)),
    location: nullable(name(100)),
    /** Of its text; the customer's own stands in `customer`. */
    language: nullable(Type.String({ maxLength: 35 })),
    severity: severity(),
    status: complaintStatus(),
    team: name(),
    assignee: nullable(name()),
    /** Why it went wrong, from the published list; known once it is resolved. */
    cause: nullable(name(100)),
    openedAt: time(),
  },
  closed,
);

export const sampleComplaint = {
  complaintId: '01926f3a-7c1e-7b54-9d0e-000000000003',
  number: 'C-2026-000042',
  version: 3,
  cycle: 1,
  customer: sampleCustomer,
  feedbackId: '01926f3a-7c1e-7b54-9d0e-000000000002',
  touchpoint: 'handover',
  channel: 'web',
  category: 'defect',
  campaign: null,
  product: 'kitchen',
  location: 'tower-2',
  language: 'en',
  severity: 'high' as const,
  status: 'assigned' as const,
  team: 'after-sales',
  assignee: 'anna',
  cause: null,
  openedAt: '2026-03-02T09:15:02.000Z',
};
export const sampleAt = '2026-03-02T10:15:02.000Z';
