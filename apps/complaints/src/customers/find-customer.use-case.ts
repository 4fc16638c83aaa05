import type { Tx } from '@harken/database';
import { v7 as uuidv7 } from 'uuid';
import type { CustomerFacts } from '../complaint/complaint.ts';
import { customerStore } from './customer.store.ts';

/**
 * The facts of a customer that a person names. For an unknown customer a profile is created here; the feedback service
 * takes its id from ComplaintOpened, or sends the right one.
 */
export async function findCustomer(externalId: string, tx: Tx): Promise<CustomerFacts> {
  await customerStore.addUnlessThere(tx, externalId, uuidv7());
  return customerStore.find(tx, externalId);
}
