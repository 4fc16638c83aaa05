import { CustomerChanged, type CustomerFacts, happened, type NewEvent } from '@harken/contracts';
import type { Static } from 'typebox';

type Json = Readonly<Record<string, unknown>>;

/** What a CRM says about a customer. Always the whole of it: what is absent is not known. */
export interface Profile {
  /** Stays in this service: events and other schemas never see it. */
  readonly name: string | null;
  readonly segments: readonly string[];
  readonly tier: string | null;
  readonly stage: string | null;
  readonly language: string | null;
  readonly attributes: Json;
  readonly consents: Json;
}

export interface Customer extends Profile {
  readonly id: string;
  readonly externalId: string;
  /** True until the CRM has described a customer whom only feedback or interactions have named. */
  readonly stub: boolean;
  /** When the profile was true in the CRM; null for a stub, so that any profile is newer. */
  readonly updatedAt: Date | null;
  readonly createdAt: Date;
  readonly version: number;
}

/** What others may know of a customer: all that events carry. */
export type KnownCustomer = Pick<Customer, 'id' | 'externalId' | 'segments' | 'tier' | 'stage' | 'language'>;

export interface NewCustomer {
  readonly id: string;
  readonly externalId: string;
}

export interface PutProfile {
  readonly outcome: 'created' | 'changed' | 'confirmed' | 'outdated';
  readonly customer: Customer;
  readonly events: readonly NewEvent[];
}

const unknown: Profile = {
  name: null,
  segments: [],
  tier: null,
  stage: null,
  language: null,
  attributes: {},
  consents: {},
};

export const stubOf = ({ id, externalId }: NewCustomer, now: Date): Customer => ({
  ...unknown,
  id,
  externalId,
  stub: true,
  updatedAt: null,
  createdAt: now,
  version: 1,
});

/** A customer the CRM has not been heard of yet. */
export function introduce(customer: NewCustomer, profile: Profile, updatedAt: Date, now: Date): PutProfile {
  const created: Customer = { ...stubOf(customer, now), ...profile, stub: false, updatedAt };
  return { outcome: 'created', customer: created, events: [customerChanged(created)] };
}

/**
 * The newest description holds: an older `updatedAt` changes nothing. One that says the same again is noted as still
 * true, so that what was sent before it cannot overwrite it, but nobody is told.
 */
export function describe(stored: Customer, profile: Profile, updatedAt: Date): PutProfile {
  if (stored.updatedAt !== null && updatedAt < stored.updatedAt) {
    return { outcome: 'outdated', customer: stored, events: [] };
  }
  const same = !stored.stub && sameProfile(stored, profile);
  if (same && stored.updatedAt?.getTime() === updatedAt.getTime()) {
    return { outcome: 'confirmed', customer: stored, events: [] };
  }
  const customer: Customer = { ...stored, ...profile, stub: false, updatedAt, version: stored.version + 1 };
  return { outcome: same ? 'confirmed' : 'changed', customer, events: same ? [] : [customerChanged(customer)] };
}

export const factsOf = (customer: KnownCustomer): Static<typeof CustomerFacts> => ({
  customerId: customer.id,
  externalId: customer.externalId,
  segments: [...customer.segments],
  tier: customer.tier,
  stage: customer.stage,
  language: customer.language,
});

export const customerChanged = (customer: Customer): NewEvent =>
  happened(CustomerChanged, customer.id, {
    customer: factsOf(customer),
    stub: customer.stub,
    updatedAt: (customer.updatedAt ?? customer.createdAt).toISOString(),
  });

function sameProfile(a: Profile, b: Profile): boolean {
  return (Object.keys(unknown) as (keyof Profile)[]).every((field) => sortedJson(a[field]) === sortedJson(b[field]));
}

// The database does not keep the order of an object's fields.
const sortedJson = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
