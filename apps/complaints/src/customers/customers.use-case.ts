import type { CustomerChanged, EventData } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import type { CustomerFacts } from '../complaint/complaint.ts';
import { customerStore } from './customer.store.ts';

type Changed = EventData<typeof CustomerChanged>;

/** Keeps the local copy of customers up to date; an older state never overwrites a newer one. */
export async function followCustomers(events: readonly ReceivedEvent<Changed>[], tx: Tx): Promise<void> {
  const latest = new Map<string, Changed>();
  for (const { data } of events) {
    const known = latest.get(data.customer.externalId);
    if (!known || known.updatedAt <= data.updatedAt) latest.set(data.customer.externalId, data);
  }
  const found = [...latest.values()]
    // The same order in every transaction prevents deadlocks.
    .sort((a, b) => (a.customer.externalId < b.customer.externalId ? -1 : 1))
    .map(({ customer, updatedAt }) => ({ ...customer, updatedAt, known: true as const }));
  await customerStore.save(tx, found);
}

/**
 * The facts of a customer that a person names. For an unknown customer a profile is created here; the feedback service
 * takes its id from ComplaintOpened, or sends the right one.
 */
export const findCustomer = (externalId: string, tx: Tx): Promise<CustomerFacts> =>
  customerStore.findOrAdd(tx, externalId);

/** The same for many. */
export const findCustomers = async (
  externalIds: readonly string[],
  tx: Tx,
): Promise<ReadonlyMap<string, CustomerFacts>> => {
  const found = await customerStore.findOrAddMany(tx, [...new Set(externalIds)]);
  return new Map(found.map((customer) => [customer.externalId, customer]));
};
