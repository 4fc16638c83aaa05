import type { Tx } from '@harken/database';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import { complaintEntryStore } from './complaint-entry.store.ts';
import { type TimelineEvent, toComplaintEntry } from './complaint-entry.ts';

/**
 * A complaint registered by hand may name an unknown customer. The customer is then created with the
 * complaint's id for it. Of a complaint by nobody knows whom there is no timeline.
 */
export async function recordTimeline(events: readonly TimelineEvent[], tx: Tx): Promise<void> {
  const named = new Map<string, { externalId: string; id: string }>();
  for (const { complaint } of events) {
    if (!complaint.customer) continue;
    const { externalId, customerId: id } = complaint.customer;
    if (!named.has(externalId)) named.set(externalId, { externalId, id });
  }
  const customers = await resolveCustomers([...named.values()], tx);
  const entries = events.flatMap((event) => {
    const customer = event.complaint.customer && customers.get(event.complaint.customer.externalId);
    return customer ? [toComplaintEntry(event, customer.id)] : [];
  });
  await complaintEntryStore.add(tx, entries);
}
