import { runLater, type Tx } from '@harken/messaging';
import type { ComplaintEntry } from './complaint-entry.ts';

const add = {
  name: 'complaint-entries-add',
  text: `
    INSERT INTO complaint_entries (id, customer_id, at, type, action, complaint_id, number, status, severity, team,
                                   touchpoint, channel, details)
    SELECT * FROM json_to_recordset($1) AS entry (
      id uuid, "customerId" uuid, at timestamptz, type text, action text, "complaintId" uuid, number text, status text,
      severity text, team text, touchpoint text, channel text, details jsonb)`,
};

export const complaintEntryStore = {
  async add(tx: Tx, entries: readonly ComplaintEntry[]): Promise<void> {
    if (entries.length > 0) await runLater(tx, add, [JSON.stringify(entries)]);
  },
};
