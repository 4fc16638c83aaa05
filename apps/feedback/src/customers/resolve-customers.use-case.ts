import type { Tx } from '@harken/database';
import { newId, outbox } from '@harken/messaging';
import { customerStore } from './customer.store.ts';
import { customerChanged, type PublicCustomer } from './customer.ts';

/** A customer by external id. If the customer must be created, it gets `id` if another service has given it one. */
export interface NamedCustomer {
  readonly externalId: string;
  readonly id?: string;
}

/**
 * The customers of feedback, interactions and complaints, by the external id that names them; a merged one as who it is
 * now, and by that one's id as well. An unknown one becomes a stub, never an error.
 */
export async function resolveCustomers(
  named: readonly NamedCustomer[],
  tx: Tx,
): Promise<ReadonlyMap<string, PublicCustomer>> {
  const ids = new Map(named.map(({ externalId, id }) => [externalId, id]));
  const customers = new Map<string, PublicCustomer>();
  const missing = () => [...ids.keys()].filter((externalId) => !customers.has(externalId));
  // A customer that another transaction created meanwhile is found in the next round.
  for (let wanted = missing(); wanted.length > 0; wanted = missing()) {
    for (const { named: asked, ...known } of await customerStore.find(tx, wanted))
      customers.set(asked, known).set(known.externalId, known);
    const unknown = missing().map((externalId) => ({ externalId, id: ids.get(externalId) ?? newId() }));
    if (unknown.length === 0) break;
    const made = await customerStore.addStubs(tx, unknown);
    for (const stub of made) customers.set(stub.externalId, stub);
    await outbox.add(tx, made.map(customerChanged));
  }
  return customers;
}
