import { newId, outbox, type Tx } from '@harken/messaging';
import { customerStore } from './customer.store.ts';
import { customerChanged, type KnownCustomer } from './customer.ts';

/** A customer by external id; `id` is used when the customer has to be made and another service gave it an id already. */
export interface NamedCustomer {
  readonly externalId: string;
  readonly id?: string;
}

/** The customers that feedback, interactions and complaints name, by external id. Unknown ones become stubs, never a refusal. */
export async function resolveCustomers(
  named: readonly NamedCustomer[],
  tx: Tx,
): Promise<ReadonlyMap<string, KnownCustomer>> {
  const ids = new Map(named.map(({ externalId, id }) => [externalId, id]));
  const customers = new Map<string, KnownCustomer>();
  const missing = () => [...ids.keys()].filter((externalId) => !customers.has(externalId));
  // A customer made by another transaction while we looked is found by the next look.
  for (let wanted = missing(); wanted.length > 0; wanted = missing()) {
    for (const known of await customerStore.find(tx, wanted)) customers.set(known.externalId, known);
    const unknown = missing().map((externalId) => ({ externalId, id: ids.get(externalId) ?? newId() }));
    if (unknown.length === 0) break;
    const made = await customerStore.addStubs(tx, unknown);
    for (const stub of made) customers.set(stub.externalId, stub);
    await outbox.add(tx, made.map(customerChanged));
  }
  return customers;
}
