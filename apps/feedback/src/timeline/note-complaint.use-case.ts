import type { Tx } from '@harken/messaging';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import { complaintEntryStore } from './complaint-entry.store.ts';
import { type ComplaintHappening, complaintEntry } from './complaint-entry.ts';

/** A complaint of somebody who only called by telephone may name a customer nobody has heard of: its id is kept. */
export async function noteComplaint(happening: ComplaintHappening, tx: Tx): Promise<void> {
  const { externalId, customerId } = happening.complaint.customer;
  const customer = (await resolveCustomers([{ externalId, id: customerId }], tx)).get(externalId);
  if (customer) await complaintEntryStore.add(tx, complaintEntry(happening, customer.id));
}
