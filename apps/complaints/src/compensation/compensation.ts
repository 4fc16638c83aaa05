import {
  type CompensationFacts,
  type CompensationKind,
  type CompensationStatus,
  type Identity,
} from '@harken/contracts';
import { FieldErrors } from '@harken/errors';
import type { Static } from 'typebox';
import { type Amount, isCurrency } from '../policies/compensation-limits/compensation-limits.ts';

/** What a customer gets for a complaint. */
export interface Compensation {
  readonly id: string;
  readonly complaintId: string;
  /** The customer's external id. */
  readonly customer: string | null;
  readonly version: number;
  readonly kind: CompensationKind;
  /** In the smallest unit of the currency; null where there is nothing to pay. */
  readonly minor: number | null;
  readonly currency: string | null;
  readonly description: string;
  readonly status: CompensationStatus;
  readonly limitsVersion: number;
  /** Another person than the proposer has to approve. */
  readonly fourEyes: boolean;
  /** Only management decides. */
  readonly management: boolean;
  readonly proposedBy: string;
  /** Whom four eyes count. */
  readonly proposer: Identity;
  readonly proposedAt: Date;
  readonly expiresAt: Date;
  readonly approvedBy: string | null;
  readonly approver: Identity | null;
  readonly approvedAt: Date | null;
  readonly fulfilBy: Date | null;
  /** When it was raised as overdue. */
  readonly overdueAt: Date | null;
  readonly fulfilledAt: Date | null;
  /** The CRM's own number for it. */
  readonly reference: string | null;
  /** Why it was declined, cancelled or not fulfilled. */
  readonly reason: string | null;
  /** When it changed to its current status, and by whom. */
  readonly changedAt: Date;
  readonly changedBy: string;
}

export const compensationActions = ['approve', 'decline', 'expire', 'cancel', 'fulfil', 'fail'] as const;
export type CompensationAction = (typeof compensationActions)[number];

/** The state machine of a compensation. An action that is not in the row of a status is forbidden there. */
export const compensationTransitions: Readonly<
  Record<CompensationStatus, Partial<Record<CompensationAction, CompensationStatus>>>
> = {
  proposed: { approve: 'approved', decline: 'declined', expire: 'expired', cancel: 'cancelled' },
  approved: { fulfil: 'fulfilled', fail: 'fulfilment_failed', cancel: 'cancelled' },
  // The CRM may try again, and fail again.
  fulfilment_failed: { fulfil: 'fulfilled', fail: 'fulfilment_failed', cancel: 'cancelled' },
  declined: {},
  expired: {},
  cancelled: {},
  fulfilled: {},
};

/** Approved, and the customer still waits for it. */
export const awaitsFulfilment = ({ status }: Pick<Compensation, 'status'>): boolean =>
  compensationTransitions[status].fulfil !== undefined;

/** The time of the next step: the proposal expires, or the fulfilment is overdue. */
export function nextStepAt({ status, expiresAt, fulfilBy, overdueAt }: Compensation): Date | null {
  if (status === 'proposed') return expiresAt;
  return awaitsFulfilment({ status }) && overdueAt === null ? fulfilBy : null;
}

/** The part of a caller that is kept. */
export const partyOf = ({ name, keyId, person }: Identity): Identity => ({ name, keyId, person });

/** Two verified people, or else two clients: a name that somebody typed proves nothing. */
export const isSameParty = (one: Identity, other: Identity): boolean =>
  one.person !== null && other.person !== null ? one.person === other.person : one.name === other.name;

export const amountOf = ({ minor, currency }: Pick<Compensation, 'minor' | 'currency'>): Amount | null =>
  minor === null || currency === null ? null : { minor, currency };

export const compensationFacts = (compensation: Compensation): Static<typeof CompensationFacts> => ({
  compensationId: compensation.id,
  kind: compensation.kind,
  amount: amountOf(compensation),
  status: compensation.status,
});

const withAmount: ReadonlySet<CompensationKind> = new Set(['refund', 'voucher', 'credit']);

/** Throws with every fault of kind and amount. */
export function assertAmountFits(kind: CompensationKind, amount: Amount | null): void {
  const errors = new FieldErrors('/amount');
  errors.addIf(withAmount.has(kind) && !amount, 'compensation.amount-missing', `A ${kind} needs an amount.`);
  errors.addIf(kind === 'apology' && amount !== null, 'compensation.amount-unwanted', 'An apology costs nothing.');
  const noCurrency = amount !== null && !isCurrency(amount.currency);
  errors.at('currency').addIf(noCurrency, 'compensation.currency-unknown', 'Not a currency of ISO 4217.');
  const [first] = errors.all;
  if (first) errors.throwIfAny(first.code, first.detail);
}
