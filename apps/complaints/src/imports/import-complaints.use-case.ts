import { type Identity, nameOf } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { Invalid, type Problem, RuleBroken } from '@harken/errors';
import { newId } from '@harken/messaging';
import { addPastComplaints } from '../complaint/execute/change-complaint.use-case.ts';
import { findCustomers } from '../customers/customers.use-case.ts';
import { loadOpeningContext, type OpeningContext } from '../intake/opening-context.queries.ts';
import { addPastMessages } from '../messages/write-message.use-case.ts';
import { membersOfTeams } from '../teams/membership.use-case.ts';
import { courseOf } from './course-of-past.ts';
import { type KnownItem, knownItems } from './import.queries.ts';
import { type ImportCounts, importStore } from './import.store.ts';
import { assertPlace, type CheckedItem, type PlacedItem, routeOf, toPastComplaint } from './past-complaint.ts';
import type { ReadItem } from './past-item.dto.ts';

export type ItemOutcome =
  | { readonly status: 'accepted' | 'duplicate'; readonly id: string; readonly number: string }
  | { readonly status: 'conflict'; readonly id: string; readonly number: string; readonly problem: Problem }
  | { readonly status: 'rejected'; readonly problem: Problem };

type OrProblem<T> = T | { readonly problem: Problem };

interface Importing {
  readonly importId: string;
  readonly actor: Identity;
}

/** Takes over the items that are in order, in one transaction. The outcomes are in the order of the items. */
export async function importComplaints(
  { items, ...importing }: Importing & { readonly items: readonly ReadItem[] },
  tx: Tx,
): Promise<ItemOutcome[]> {
  const { importId, actor } = importing;
  const { finishedAt, now } = await importStore.join(tx, importId, nameOf(actor));
  if (finishedAt)
    throw new RuleBroken('complaint-import.finished', 'The import is finished: begin another one.', { importId });
  const checked = items.map((one) =>
    'problem' in one ? one : orProblem(() => ({ ...one, course: courseOf(one.item, now) })),
  );
  const context = await loadOpeningContext(tx, [], items.length);
  const placed = await placeAll(checked, context, tx);
  const firsts = new Map<string, PlacedItem>();
  for (const one of placed) if (isGood(one) && !firsts.has(keyOf(one.item))) firsts.set(keyOf(one.item), one);
  const known = await addNew([...firsts.values()], importing, context, tx);
  const outcomes = placed.map((one) => (isGood(one) ? outcomeOf(one, known) : { status: 'rejected' as const, ...one }));
  await importStore.count(tx, importId, countsOf(outcomes));
  return outcomes;
}

export function countsOf(outcomes: readonly ItemOutcome[]): ImportCounts {
  const count = (status: ItemOutcome['status']) => outcomes.filter((one) => one.status === status).length;
  return {
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    conflicts: count('conflict'),
    rejected: count('rejected'),
  };
}

const isGood = <T extends object>(one: OrProblem<T>): one is T => !('problem' in one);

function orProblem<T extends object>(work: () => T): OrProblem<T> {
  try {
    return work();
  } catch (error) {
    if (error instanceof Invalid) return { problem: error };
    throw error;
  }
}

/** Each item with its customer, its team and the id that its complaint will have. */
async function placeAll(
  items: readonly OrProblem<CheckedItem>[],
  { rules }: OpeningContext,
  tx: Tx,
): Promise<OrProblem<PlacedItem>[]> {
  const customers = await findCustomers(
    items.filter(isGood).map(({ item }) => item.customer),
    tx,
  );
  const routed = items.map((one): OrProblem<PlacedItem> => {
    if (!isGood(one)) return one;
    const customer = customers.get(one.item.customer);
    if (!customer) throw new TypeError('every customer has a profile');
    return { ...one, complaintId: newId(), customer, route: routeOf(one, customer, rules) };
  });
  const members = await membersOfTeams(
    routed.filter(isGood).map(({ route }) => route.team),
    tx,
  );
  return routed.map((one) => {
    if (!isGood(one)) return one;
    return orProblem(() => {
      assertPlace(one, members);
      return one;
    });
  });
}

const keyOf = ({ source, id }: { readonly source: string; readonly id: string }): string =>
  JSON.stringify([source, id]);

/** Adds the complaints whose (source, id) is new. Gives for each key what is known of it now. */
async function addNew(
  items: readonly PlacedItem[],
  { importId, actor }: Importing,
  context: OpeningContext,
  tx: Tx,
): Promise<ReadonlyMap<string, KnownItem>> {
  const rows = items.map(({ item, digest, complaintId }) => ({
    ...{ complaintId, importId, digest, source: item.source, externalId: item.id },
  }));
  const added = rows.length === 0 ? new Set<string>() : await importStore.addItems(tx, rows);
  const fresh = items
    .filter(({ complaintId }) => added.has(complaintId))
    .map((one, nth) =>
      toPastComplaint(one, { importId, by: nameOf(actor), newId, number: context.numbers[nth] ?? '' }),
    );
  await addPastComplaints(
    fresh.map(({ complaint }) => complaint),
    actor,
    context,
    tx,
  );
  await addPastMessages(
    fresh.flatMap(({ messages }) => messages),
    tx,
  );
  const known = await knownItems(tx, rows);
  return new Map(known.map((one) => [keyOf({ source: one.source, id: one.externalId }), one]));
}

function outcomeOf({ item, digest, complaintId }: PlacedItem, known: ReadonlyMap<string, KnownItem>): ItemOutcome {
  const found = known.get(keyOf(item));
  if (!found) throw new TypeError('every item that is in order has a complaint');
  const { complaintId: id, number } = found;
  if (id === complaintId) return { status: 'accepted', id, number };
  if (digest === found.digest) return { status: 'duplicate', id, number };
  const problem = new RuleBroken('complaint-import.differs', 'It was imported before with other content.', {
    source: item.source,
    externalId: item.id,
    complaintId: id,
  });
  return { status: 'conflict', id, number, problem };
}
