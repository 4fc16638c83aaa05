import { CustomerChanged, type CustomerFacts, happened, type NewEvent } from '@harken/contracts';
import type { Static } from 'typebox';
import { canonicalJson } from '../requests/content-digest.ts';
import { comparableTime, type ExactTime, isBefore } from '../requests/exact-time.ts';

type Json = Readonly<Record<string, unknown>>;

/** Where a customer can be reached. */
export interface ContactPoint {
  /** `email`, `phone`, `line`, `wechat`, or a kind of your own. */
  readonly kind: string;
  readonly value: string;
  readonly verified?: boolean | undefined;
}

/** What the CRM knows about a customer. Always complete: an absent field is unknown. */
export interface Profile {
  /** Stays in this service: no event and no other schema contains it. */
  readonly name: string | null;
  readonly segments: readonly string[];
  readonly tier: string | null;
  readonly stage: string | null;
  readonly language: string | null;
  readonly attributes: Json;
  readonly consents: Json;
  /** The first of a kind is preferred, a verified one before the others. They stay in this service, like the name. */
  readonly contactPoints: readonly ContactPoint[];
}

/** What the CRM says under one external id, and when. */
export interface OwnProfile extends Profile, Pick<Customer, 'stub' | 'updatedAt'> {}

export interface Customer extends Profile {
  readonly id: string;
  readonly externalId: string;
  /** True while only feedback, interactions or complaints have named the customer, and the CRM has sent no profile. */
  readonly stub: boolean;
  /** When the profile was true in the CRM; null for a stub, so that any profile is newer. */
  readonly updatedAt: ExactTime | null;
  readonly createdAt: Date;
  readonly version: number;
  /** Who this is today: itself, or whom it was merged into in the end. */
  readonly currentId: string;
  /** Whom it was merged into itself, maybe on the way to who it is today. */
  readonly mergedInto: string | null;
  readonly mergedAt: Date | null;
  /** What the CRM says of this one alone, if it consists of several or is part of another; else the profile is its own. */
  readonly own: OwnProfile | null;
}

/** A customer that was merged into another. */
export interface MergedCustomer extends NewCustomer {
  readonly mergedAt: Date;
  readonly undoableUntil: Date;
  /** The fields of the customer that come from it. */
  readonly fields: readonly string[];
}

export type CustomerWithMerged = Customer & { readonly merged: readonly MergedCustomer[] };

/** The part of a customer that events carry. */
export type PublicCustomer = Pick<Customer, 'id' | 'externalId' | 'segments' | 'tier' | 'stage' | 'language'>;

export interface NewCustomer {
  readonly id: string;
  readonly externalId: string;
}

export interface ProfileUpdate {
  readonly outcome: 'created' | 'changed' | 'confirmed' | 'outdated';
  readonly customer: Customer;
  readonly events: readonly NewEvent[];
}

export const emptyProfile: Profile = {
  name: null,
  segments: [],
  tier: null,
  stage: null,
  language: null,
  attributes: {},
  consents: {},
  contactPoints: [],
};

export const createStub = ({ id, externalId }: NewCustomer, now: Date): Customer => ({
  ...emptyProfile,
  id,
  externalId,
  stub: true,
  updatedAt: null,
  createdAt: now,
  version: 1,
  currentId: id,
  mergedInto: null,
  mergedAt: null,
  own: null,
});

/** Creates a customer from its first profile. */
export function createCustomer(
  customer: NewCustomer,
  profile: Profile,
  updatedAt: ExactTime,
  now: Date,
): ProfileUpdate {
  const created: Customer = { ...createStub(customer, now), ...profile, stub: false, updatedAt };
  return { outcome: 'created', customer: created, events: [customerChanged(created)] };
}

/**
 * The newest profile wins: an older `updatedAt` changes nothing. An equal profile with a newer `updatedAt` stores that
 * time, so that an older profile cannot overwrite it later, but publishes no event.
 */
export function updateProfile(stored: Customer, profile: Profile, updatedAt: ExactTime): ProfileUpdate {
  if (stored.updatedAt !== null && isBefore(updatedAt, stored.updatedAt)) {
    return { outcome: 'outdated', customer: stored, events: [] };
  }
  const same = !stored.stub && sameProfile(stored, profile);
  if (same && stored.updatedAt !== null && !isBefore(stored.updatedAt, updatedAt)) {
    return { outcome: 'confirmed', customer: stored, events: [] };
  }
  const customer: Customer = { ...stored, ...profile, stub: false, updatedAt, version: stored.version + 1 };
  return { outcome: same ? 'confirmed' : 'changed', customer, events: same ? [] : [customerChanged(customer)] };
}

export const customerFacts = (customer: PublicCustomer): Static<typeof CustomerFacts> => ({
  customerId: customer.id,
  externalId: customer.externalId,
  segments: [...customer.segments],
  tier: customer.tier,
  stage: customer.stage,
  language: customer.language,
});

export const customerChanged = (customer: Customer): NewEvent =>
  happened(CustomerChanged, customer.id, {
    customer: customerFacts(customer),
    stub: customer.stub,
    version: customer.version,
    updatedAt: comparableTime(customer.updatedAt ?? customer.createdAt.toISOString()),
  });

export function sameProfile(a: Profile, b: Profile): boolean {
  return (Object.keys(emptyProfile) as (keyof Profile)[]).every(
    (field) => canonicalJson(a[field]) === canonicalJson(b[field]),
  );
}
