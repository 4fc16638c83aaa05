import { Type } from 'typebox';
import { closed, nullable, oneOf, uuid } from '../shapes.ts';

export const compensationKinds = ['apology', 'refund', 'voucher', 'replacement', 'credit', 'other'] as const;
export type CompensationKind = (typeof compensationKinds)[number];

export const compensationStatuses = [
  'proposed',
  'approved',
  'declined',
  'expired',
  'cancelled',
  'fulfilled',
  'fulfilment_failed',
] as const;
export type CompensationStatus = (typeof compensationStatuses)[number];

/** What the customer is to get, as it stands after the event. `minor` counts the smallest unit of the currency (ISO 4217). */
export const CompensationFacts = Type.Object(
  {
    compensationId: uuid(),
    kind: oneOf(compensationKinds),
    amount: nullable(
      Type.Object({ minor: Type.Integer({ minimum: 1 }), currency: Type.String({ pattern: '^[A-Z]{3}$' }) }, closed),
    ),
    status: oneOf(compensationStatuses),
  },
  closed,
);

export const sampleCompensation = {
  compensationId: '01926f3a-7c1e-7b54-9d0e-000000000007',
  kind: 'refund' as const,
  amount: { minor: 12000, currency: 'HKD' },
};
