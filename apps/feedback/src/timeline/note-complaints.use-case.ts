import type { Tx } from '@harken/messaging';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import { complaintEntryStore } from './complaint-entry.store.ts';
import { type ComplaintHappening, complaintEntry } from './complaint-entry.ts';

/** A complaint of somebody who only called by telephone may name a customer nobody has heard of: its first id is kept. */
export async function noteComplaints(happenings: readonly ComplaintHappening[], tx: Tx): Promise<void> {
  const named = new Map<string, { externalId: string; id: string }>();
  for (const { complaint } of happenings) {
    const { externalId, customerId: id } = complaint.customer;
    if (!named.has(externalId)) named.set(externalId, { externalId, id });
  }
  const customers = await resolveCustomers([...named.values()], tx);
  const entries = happenings.flatMap((happening) => {
    const customer = customers.get(happening.complaint.customer.externalId);
    return customer ? [complaintEntry(happening, customer.id)] : [];
  });
  await complaintEntryStore.add(tx, entries);
}
