import { CustomersMerged, CustomersUnmerged, happened, type NewEvent } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import { type Customer, customerChanged, customerFacts } from './customer.ts';
import { combined, membersOf, ownOf } from './merged-profile.ts';

/** Days in which a merge can be undone. */
export const undoDays = 30;

export const undoableUntil = (mergedAt: Date): Date => new Date(mergedAt.getTime() + undoDays * 24 * 3600 * 1000);

export interface MergeDecision {
  /** Who stays, as it is afterwards. */
  readonly customer: Customer;
  /** Everybody whose row changes. */
  readonly changed: readonly Customer[];
  readonly events: readonly NewEvent[];
}

const mergedEvent = (customer: Customer, { id, externalId }: Customer, at: Date): NewEvent =>
  happened(CustomersMerged, id, {
    customer: customerFacts(customer),
    merged: { customerId: id, externalId },
    at: at.toISOString(),
  });

/**
 * `merged` becomes a part of `kept`. `customers` are all who are one of the two today. Null: it is so already. Throws
 * RuleBroken.
 */
export function merge(
  kept: Customer,
  merged: Customer,
  customers: readonly Customer[],
  now: Date,
): MergeDecision | null {
  if (kept.currentId === merged.currentId) {
    if (merged.mergedInto) return null;
    throw new RuleBroken('customer.same', 'Both are the same customer, who stays.', { id: merged.externalId });
  }
  if (merged.mergedInto) throw mergedElsewhere(merged, customers);
  const moved = membersOf(merged.id, customers);
  const after = customers.map((one) => {
    if (!moved.includes(one)) return one;
    const into = one.id === merged.id ? { mergedInto: kept.currentId, mergedAt: now } : {};
    return { ...one, ...into, own: ownOf(one), currentId: kept.currentId };
  });
  const customer = changedBy(combined(membersOf(kept.currentId, after)), kept.currentId, customers);
  return {
    customer,
    changed: [customer, ...after.filter(({ id }) => moved.some((one) => one.id === id))],
    events: [...moved.map((one) => mergedEvent(customer, one, now)), customerChanged(customer)],
  };
}

/**
 * `merged` is itself again, with those that were merged into it. What either record was told meanwhile is its own; what
 * came in under both since then stays with the customer it leaves. Throws RuleBroken.
 */
export function undoMerge(kept: Customer, merged: Customer, customers: readonly Customer[], now: Date): MergeDecision {
  if (!merged.mergedInto || !merged.mergedAt)
    throw new RuleBroken('customer.not-merged', 'It is not merged into another.', { id: merged.externalId });
  if (merged.currentId !== kept.currentId) throw mergedElsewhere(merged, customers);
  const until = undoableUntil(merged.mergedAt);
  if (now > until)
    throw new RuleBroken('customer.merge-final', `A merge can be undone within ${undoDays} days.`, {
      mergedAt: merged.mergedAt.toISOString(),
      until: until.toISOString(),
    });
  const freed = membersOf(merged.id, customers);
  const after = customers.map((one) => {
    if (!freed.includes(one)) return one;
    return { ...one, ...(one.id === merged.id && { mergedInto: null, mergedAt: null }), currentId: merged.id };
  });
  const customer = changedBy(combined(membersOf(kept.currentId, after)), kept.currentId, customers);
  const again = changedBy(combined(membersOf(merged.id, after)), merged.id, customers);
  const parts = after.filter(({ id }) => id !== merged.id && freed.some((one) => one.id === id));
  return {
    customer,
    changed: [customer, again, ...parts],
    events: [
      happened(CustomersUnmerged, merged.id, {
        customer: customerFacts(customer),
        merged: customerFacts(again),
        at: now.toISOString(),
      }),
      ...parts.map((one) => mergedEvent(again, one, now)),
      ...[customer, again].map(customerChanged),
    ],
  };
}

/** A merge always moves the version on, so that readers of events know the newest. */
function changedBy(next: Customer, id: string, before: readonly Customer[]): Customer {
  const version = before.find((one) => one.id === id)?.version ?? 0;
  return { ...next, version: version + 1 };
}

const mergedElsewhere = ({ externalId, currentId }: Customer, customers: readonly Customer[]) =>
  new RuleBroken('customer.merged-elsewhere', 'It is merged into another customer: undo that first.', {
    id: externalId,
    into: customers.find(({ id }) => id === currentId)?.externalId ?? currentId,
  });
