import { readCustomerReference } from '@harken/contracts';
import { type Reader, sql } from '@harken/database';
import { NotFound } from '@harken/errors';
import { nameQuery, quoted } from '@harken/text';
import type { DataSource } from 'typeorm';
import { selectCustomer } from './customer.table.ts';
import type { Customer, CustomerWithMerged } from './customer.ts';
import { undoableUntil } from './merge.ts';
import { fieldsFrom, membersOf } from './merged-profile.ts';

const find = sql<Customer>(`
  SELECT ${selectCustomer('c')} FROM current_customers c
   WHERE c.recorded_id = (SELECT id FROM customers WHERE external_id = $1 OR id = $2)`);

/** By the id of the CRM, or ours as `id:<uuid>`; of a merged one the customer it is now. Throws NotFound. */
export async function findCustomer(database: Reader, reference: string): Promise<Customer> {
  const [customer] = await find.query(database, parametersOf(reference));
  if (!customer) throw new NotFound('customer', reference);
  return customer;
}

const named = sql<{ externalId: string }>(
  'SELECT external_id AS "externalId" FROM customers WHERE external_id = $1 OR id = $2',
);

const parametersOf = (reference: string): [string | null, string | null] => {
  const wanted = readCustomerReference(reference);
  return 'id' in wanted ? [null, wanted.id] : [wanted.externalId, null];
};

/** The external id of each, whoever it is today; undefined where there is no such customer. */
export const recordedCustomers = (database: Reader, references: readonly string[]): Promise<(string | undefined)[]> =>
  Promise.all(references.map(async (one) => (await named.query(database, parametersOf(one)))[0]?.externalId));

const members = sql<Customer>(`SELECT ${selectCustomer('c')} FROM customers c WHERE c.current_id = $1`);

/** A customer with those that were merged into it: who, until when it can be undone, and which fields come from it. */
export async function withMerged(database: Reader, customer: Customer): Promise<CustomerWithMerged> {
  // Alone, as nearly all are.
  if (customer.own === null) return { ...customer, merged: [] };
  const found = membersOf(customer.id, await members.query(database, [customer.id]));
  const merged = found.slice(1).map((one) => ({
    ...{ id: one.id, externalId: one.externalId, mergedAt: one.mergedAt as Date },
    undoableUntil: undoableUntil(one.mergedAt as Date),
    fields: fieldsFrom(one, found),
  }));
  return { ...customer, merged };
}

const recorded = sql<{ id: string }>(`
  SELECT m.id FROM customers m
   WHERE m.current_id IN (SELECT current_id FROM customers WHERE external_id = ANY ($1) OR id = ANY ($2::uuid[]))`);

/** All ids that records of these customers have: their own, and those of the customers that were merged into them. */
export async function recordedIdsOf(database: Reader, references: readonly string[]): Promise<string[]> {
  const wanted = references.map(readCustomerReference);
  const externalIds = wanted.flatMap((one) => ('externalId' in one ? one.externalId : []));
  const ids = wanted.flatMap((one) => ('id' in one ? one.id : []));
  return (await recorded.query(database, [externalIds, ids])).map(({ id }) => id);
}

/** Of a telephone number people leave out or add spaces, brackets and hyphens. */
function searchQuery(text: string): string | null {
  const found = nameQuery(text);
  const digits = /^[+\d\s().-]{4,}$/.test(text) ? text.replace(/\D/g, '') : '';
  return found !== null && digits !== '' ? `${found} | ${quoted(digits)}:*` : found;
}

export interface CustomerFilter {
  readonly query?: string | undefined;
  readonly segment?: readonly string[] | undefined;
  readonly tier?: readonly string[] | undefined;
  readonly stage?: readonly string[] | undefined;
}

const list = sql<Customer>(
  `
  SELECT ${selectCustomer('c')} FROM customers c
   WHERE c.current_id = c.id
     AND ($1::tsquery IS NULL OR c.id IN (SELECT m.current_id FROM customers m WHERE m.search @@ $1::tsquery))
     AND ($2::text[] IS NULL OR c.segments && $2) AND ($3::text[] IS NULL OR c.tier = ANY ($3))
     AND ($4::text[] IS NULL OR c.stage = ANY ($4)) AND ($5::uuid IS NULL OR c.id < $5)
   ORDER BY c.id DESC LIMIT $6`,
  { plan: 'each-time' },
);

/** The one named last first. A merged customer is found by its own name and id, too, and shown as who it is now. */
export async function listCustomers(
  database: DataSource,
  { query, segment, tier, stage }: CustomerFilter,
  limit: number,
  before: string | undefined,
): Promise<Customer[]> {
  const found = query === undefined ? null : searchQuery(query);
  if (query !== undefined && found === null) return [];
  return list.query(database, [found, segment ?? null, tier ?? null, stage ?? null, before ?? null, limit]);
}
