import type { Tx } from '@harken/messaging';
import { v7 as uuidv7 } from 'uuid';
import type { CustomerFacts } from '../complaint/complaint.ts';
import { customerStore } from './customer.store.ts';

/**
 * What we know of a customer whom a person at the desk names. Nobody is turned away: for one we have not heard of, a
 * profile is made here; the feedback service takes its id over from ComplaintOpened, or tells us the right one.
 */
export async function findCustomer(externalId: string, tx: Tx): Promise<CustomerFacts> {
  await customerStore.addUnlessThere(tx, externalId, uuidv7());
  return customerStore.find(tx, externalId);
}
