import { newId, outbox, type Tx } from '@harken/messaging';
import { customerStore } from './customer.store.ts';
import { type Customer, customerChanged } from './customer.ts';

/** A customer by external id; `id` is used when the customer has to be made and another service gave it an id already. */
export interface NamedCustomer {
  readonly externalId: string;
  readonly id?: string;
}

/** The customers that feedback, interactions and complaints name, by external id. Unknown ones become stubs, never a refusal. */
export async function resolveCustomers(
  named: readonly NamedCustomer[],
  tx: Tx,
): Promise<ReadonlyMap<string, Customer>> {
  const customers = new Map<string, Customer>();
  const wanted = new Map(named.map(({ externalId, id }) => [externalId, { externalId, id: id ?? newId() }]));
  // A customer made by another transaction while we looked is found by the next look.
  while (wanted.size > 0) {
    const found = await customerStore.findOrMake(tx, [...wanted.values()]);
    await outbox.add(tx, found.made.map(customerChanged));
    for (const customer of found.customers) {
      customers.set(customer.externalId, customer);
      wanted.delete(customer.externalId);
    }
  }
  return customers;
}
