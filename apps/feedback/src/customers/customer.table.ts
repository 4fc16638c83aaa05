import { EntitySchema } from 'typeorm';
import type { Customer } from './customer.ts';

export const CustomerTable = new EntitySchema<Customer>({
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
  },
});
