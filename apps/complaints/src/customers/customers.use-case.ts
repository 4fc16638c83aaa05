import { type CustomerChanged, type EventData, readCustomerReference } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { ReceivedEvent } from '@harken/messaging';
import type { CustomerFacts } from '../complaint/complaint.ts';
import { customerStore } from './customer.store.ts';

type Changed = EventData<typeof CustomerChanged>;

/** Keeps the local copy of customers up to date; an older state never overwrites a newer one. */
export async function followCustomers(events: readonly ReceivedEvent<Changed>[], tx: Tx): Promise<void> {
  const latest = new Map<string, Changed>();
  for (const { data } of events) {
    const known = latest.get(data.customer.externalId);
    if (!known || known.version <= data.version) latest.set(data.customer.externalId, data);
  }
  const found = [...latest.values()]
    // The same order in every transaction prevents deadlocks.
    .sort((a, b) => (a.customer.externalId < b.customer.externalId ? -1 : 1))
    .map(({ customer, version }) => ({ ...customer, version, known: true as const }));
  await customerStore.save(tx, found);
}

/**
 * The facts of a customer that a person names, by external id or by our id as `id:<uuid>`; of a merged one those of who
 * it is now. For an unknown customer a profile is created here; the feedback service takes its id from ComplaintOpened, or
 * sends the right one. Throws NotFound for an unknown id of ours.
 */
export async function findCustomer(reference: string, tx: Tx): Promise<CustomerFacts> {
  const wanted = readCustomerReference(reference);
  const externalId = 'id' in wanted ? await customerStore.externalIdOf(tx, wanted.id) : wanted.externalId;
  const customer = externalId && (await customerStore.findOrAdd(tx, [externalId])).get(externalId);
  if (!customer) throw new NotFound('customer', reference);
  return customer;
}

/** The same for many, by external id. */
export const findCustomers = (externalIds: readonly string[], tx: Tx): Promise<ReadonlyMap<string, CustomerFacts>> =>
  customerStore.findOrAdd(tx, [...new Set(externalIds)]);

/** Who each customer that an event names is now. */
export async function currentCustomers(
  named: readonly (CustomerFacts | null)[],
  tx: Tx,
): Promise<(customer: CustomerFacts | null) => CustomerFacts | null> {
  const externalIds = [...new Set(named.flatMap((customer) => customer?.externalId ?? []))];
  const known = externalIds.length > 0 ? await customerStore.find(tx, externalIds) : new Map<string, CustomerFacts>();
  return (customer) => {
    const current = customer && known.get(customer.externalId);
    // As the event describes it, unless it is another one now.
    return current && current.externalId !== customer.externalId ? current : customer;
  };
}
