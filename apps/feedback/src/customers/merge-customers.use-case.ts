import { type Identity, nameOf } from '@harken/contracts';
import { databaseTime, type Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { newId, outbox } from '@harken/messaging';
import { recordedCustomers } from './customer.queries.ts';
import { customerStore } from './customer.store.ts';
import type { Customer } from './customer.ts';
import { type MergeDecision, merge, undoMerge } from './merge.ts';

export interface MergeCustomers {
  /** Who stays; references of customers. */
  readonly kept: string;
  readonly merged: string;
  readonly actor: Identity;
  readonly onBehalfOf: string | undefined;
}

/** Makes two customers one; a repeat changes nothing. Returns who stays. Throws NotFound and RuleBroken. */
export async function mergeCustomers(command: MergeCustomers, tx: Tx): Promise<Customer> {
  const { kept, merged, current, customers } = await lockBoth(command, tx);
  const now = await databaseTime(tx);
  const decision = merge(kept, merged, customers, now);
  if (!decision) return current;
  await save(decision, tx);
  await customerStore.addMerge(tx, {
    ...{ id: newId(), kept: current.id, merged: merged.id },
    ...{ at: now, by: nameOf(command.actor, command.onBehalfOf) },
  });
  return decision.customer;
}

/** Undoes the merge of one into another; a repeat changes nothing. Returns who stays. Throws NotFound and RuleBroken. */
export async function undoMergeOfCustomers(command: MergeCustomers, tx: Tx): Promise<Customer> {
  const { kept, merged, current, customers } = await lockBoth(command, tx);
  if (!merged.mergedInto && (await customerStore.wasUndone(tx, merged.id, [kept.id, current.id]))) return current;
  const now = await databaseTime(tx);
  const decision = undoMerge(kept, merged, customers, now);
  await save(decision, tx);
  await customerStore.endMerge(tx, { merged: merged.id, at: now, by: nameOf(command.actor, command.onBehalfOf) });
  return decision.customer;
}

async function lockBoth({ kept: keptReference, merged: mergedReference }: MergeCustomers, tx: Tx) {
  const named = await recordedCustomers(tx, [keptReference, mergedReference]);
  const [keptId, mergedId] = named;
  if (!keptId) throw new NotFound('customer', keptReference);
  if (!mergedId) throw new NotFound('customer', mergedReference);
  const customers = await customerStore.lockAlone(tx, [keptId, mergedId]);
  const find = (wanted: (one: Customer) => boolean): Customer => {
    const found = customers.find(wanted);
    if (!found) throw new TypeError('customers are never deleted');
    return found;
  };
  const kept = find(({ externalId }) => externalId === keptId);
  const merged = find(({ externalId }) => externalId === mergedId);
  return { kept, merged, customers, current: find(({ id }) => id === kept.currentId) };
}

async function save({ changed, events }: MergeDecision, tx: Tx): Promise<void> {
  await customerStore.save(tx, changed);
  await outbox.add(tx, events);
}
