import { selectList } from '@harken/database';
import { nameVector } from '@harken/text';
import { EntitySchema } from 'typeorm';
import type { Customer } from './customer.ts';

/** A row of `customers`: with the words it is found by. */
export type CustomerRow = Customer & { readonly search: string };

export const CustomerTable = new EntitySchema<CustomerRow>({
  name: 'Customer',
  tableName: 'customers',
  columns: {
    id: { type: 'uuid', primary: true },
    externalId: { name: 'external_id', type: 'text' },
    name: { type: 'text', nullable: true },
    segments: { type: 'text', array: true },
    tier: { type: 'text', nullable: true },
    stage: { type: 'text', nullable: true },
    language: { type: 'text', nullable: true },
    attributes: { type: 'jsonb' },
    consents: { type: 'jsonb' },
    contactPoints: { name: 'contact_points', type: 'jsonb' },
    stub: { type: 'boolean' },
    updatedAt: { name: 'updated_at', type: 'text', nullable: true },
    createdAt: { name: 'created_at', type: 'timestamptz' },
    version: { type: 'integer' },
    currentId: { name: 'current_id', type: 'uuid' },
    mergedInto: { name: 'merged_into', type: 'uuid', nullable: true },
    mergedAt: { name: 'merged_at', type: 'timestamptz', nullable: true },
    own: { type: 'jsonb', nullable: true },
    search: { type: 'tsvector' },
  },
});

/** What makes a customer, without the words it is found by. */
export const selectCustomer = (alias: string): string => selectList(CustomerTable, alias, { except: ['search'] });

type Found = Pick<Customer, 'name' | 'externalId' | 'contactPoints'>;

/** Found by the name, the external id and each contact point; of a telephone number by its digits, too. */
export const searchOf = ({ name, externalId, contactPoints }: Found): string =>
  nameVector(name, [
    externalId,
    ...contactPoints.flatMap(({ kind, value }) => (kind === 'phone' ? [value, value.replace(/\D/g, '')] : [value])),
  ]);

export const toCustomerRow = (customer: Customer): CustomerRow => ({ ...customer, search: searchOf(customer) });
