import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type { ComplaintEntry } from './complaint-entry.ts';

const columns = {
  id: { type: 'uuid', primary: true },
  customerId: { name: 'customer_id', type: 'uuid' },
  at: { type: 'timestamptz' },
  type: { type: 'text' },
  action: { type: 'text' },
  complaintId: { name: 'complaint_id', type: 'uuid' },
  number: { type: 'text' },
  status: { type: 'text' },
  severity: { type: 'text' },
  team: { type: 'text' },
  touchpoint: { type: 'text', nullable: true },
  channel: { type: 'text', nullable: true },
  details: { type: 'jsonb' },
} satisfies Record<keyof ComplaintEntry, EntitySchemaColumnOptions>;

export const ComplaintEntryTable = new EntitySchema<ComplaintEntry>({
  name: 'ComplaintEntry',
  tableName: 'complaint_entries',
  columns,
});
