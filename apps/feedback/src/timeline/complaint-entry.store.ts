import type { Tx } from '@harken/messaging';
import type { ComplaintEntry } from './complaint-entry.ts';

export const complaintEntryStore = {
  async add(tx: Tx, entry: ComplaintEntry): Promise<void> {
    await tx.query(
      `INSERT INTO complaint_entries (id, customer_id, at, type, action, complaint_id, number, status, severity, team,
                                      touchpoint, channel, details)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        entry.id,
        entry.customerId,
        entry.at,
        entry.type,
        entry.action,
        entry.complaintId,
        entry.number,
        entry.status,
        entry.severity,
        entry.team,
        entry.touchpoint,
        entry.channel,
        JSON.stringify(entry.details),
      ],
    );
  },
};
