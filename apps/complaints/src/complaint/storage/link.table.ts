import { EntitySchema } from 'typeorm';
import type { ComplaintLink } from '../complaint.ts';

export const LinkTable = new EntitySchema<ComplaintLink>({
  name: 'ComplaintLink',
  tableName: 'links',
  columns: {
    complaintId: { type: 'uuid', primary: true, name: 'complaint_id' },
    to: { type: 'uuid', primary: true },
    kind: { type: 'text', primary: true },
    by: { type: 'text' },
    at: { type: 'timestamptz', precision: 3 },
  },
});
