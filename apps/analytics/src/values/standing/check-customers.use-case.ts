import { isDeepStrictEqual } from 'node:util';
import { type CustomerList, CustomerListChanged, customerLists, happened, type NewEvent } from '@harken/contracts';
import { databaseTime, sql, type Tx } from '@harken/database';
import { newId, outbox } from '@harken/messaging';
import { customerListRules } from '../rules/customer-list-rules.document.ts';
import { customerChecksStore } from './customer-checks.store.ts';
import { customerEntriesStore, type ListEntry, type StandingRow } from './customer-entries.store.ts';
import { type KnownCustomer, type Standing, standingOf } from './customer-standing.ts';
import { keptCustomers, knownCustomers } from './known-customers.queries.ts';
import { quintileCutsStore } from './quintile-cuts.store.ts';

const customersPerCheck = 200;
// The bounds move with the customers: after a fifth more of them, and once a day, because time moves recency.
const growthOfCuts = 0.2;
const hoursOfCuts = 24;

const tryLock = sql<{ locked: boolean }>(
  `SELECT pg_try_advisory_xact_lock(hashtext('analytics.customer-lists')) AS locked`,
);

/** Checks the customers that are due, all in one go, and publishes who entered and left a list. One replica at a time. */
export async function checkDueCustomers(tx: Tx): Promise<number> {
  if (!(await tryLock.queryOne(tx)).locked) return 0;
  if (await renewCuts(tx)) return 1;
  const due = await customerChecksStore.lockDue(tx, customersPerCheck);
  if (due.length === 0) return 0;
  const kept = await keptCustomers(
    tx,
    due.map(({ customerId }) => customerId),
  );
  await customerChecksStore.remove(
    tx,
    due.map(({ customerId }) => customerId),
  );
  const announced = new Set(due.flatMap((mark) => (mark.announced ? (kept.get(mark.customerId) ?? []) : [])));
  const merged = [...kept].flatMap(([asked, into]) => (asked === into ? [] : asked));
  await customerEntriesStore.removeStandings(tx, merged);
  await checkCustomers(tx, { customerIds: [...new Set(kept.values())].sort(), merged, announced });
  return due.length;
}

async function checkCustomers(
  tx: Tx,
  { customerIds, merged, announced }: { customerIds: string[]; merged: string[]; announced: ReadonlySet<string> },
): Promise<void> {
  const rules = await customerListRules.current(tx);
  const { cuts } = await quintileCutsStore.current(tx);
  const now = await databaseTime(tx);
  const known = await knownCustomers(tx, customerIds, rules);
  const standings = known.map((customer) => ({ customer, standing: standingOf(customer, rules, cuts, now) }));
  const added = await customerEntriesStore.putStandings(tx, standings.map(rowOf));
  if (added > 0) await quintileCutsStore.noteAdded(tx, added);
  await customerChecksStore.plan(
    tx,
    standings.flatMap(({ customer: { customerId }, standing: { nextCheckAt } }) =>
      nextCheckAt ? { customerId, dueAt: nextCheckAt.toISOString() } : [],
    ),
  );
  const tells = (customer: KnownCustomer) => customer.present && announced.has(customer.customerId);
  const open = await customerEntriesStore.lockOpen(tx, [...customerIds, ...merged]);
  const changes = standings.flatMap(({ customer, standing }) =>
    changesOf(
      customer,
      standing,
      open.filter(({ customerId }) => customerId === customer.customerId),
      now,
    ).map((change) => ({ ...change, announced: tells(customer) })),
  );
  // A customer that was merged into another is on no list any more; the other one is.
  const gone = open.filter(({ customerId }) => merged.includes(customerId));
  const left = changes.filter(({ change }) => change === 'left');
  await customerEntriesStore.leave(tx, [...left.map(({ entry }) => entry.id), ...gone.map(({ id }) => id)], now);
  await customerEntriesStore.enter(
    tx,
    changes.filter(({ change }) => change === 'entered'),
  );
  await customerEntriesStore.update(
    tx,
    changes.flatMap(({ change, entry }) => (change === 'updated' ? entry : [])),
  );
  const told = changes.filter((change) => change.announced && change.change !== 'updated');
  await announce(tx, [...told, ...gone.map((entry) => ({ entry, change: 'left' as const }))], now);
}

interface Change {
  readonly entry: ListEntry;
  readonly change: 'entered' | 'left' | 'updated';
}

function changesOf(
  { customerId }: KnownCustomer,
  { value, experience, lists }: Standing,
  open: readonly ListEntry[],
  now: Date,
): Change[] {
  return customerLists.flatMap((list: CustomerList): Change | [] => {
    const entry = open.find((one) => one.list === list);
    const reasons = lists[list];
    if (!reasons) return entry ? { entry, change: 'left' } : [];
    const content = { value, experience, reasons };
    if (!entry) return { entry: { id: newId(), list, customerId, since: now, ...content }, change: 'entered' };
    const { value: v, experience: e, reasons: r } = entry;
    return isDeepStrictEqual({ value: v, experience: e, reasons: r }, content)
      ? []
      : { entry: { ...entry, ...content }, change: 'updated' };
  });
}

async function announce(
  tx: Tx,
  changes: readonly { readonly entry: ListEntry; readonly change: Change['change'] }[],
  now: Date,
): Promise<void> {
  if (changes.length === 0) return;
  const profiles = await customerEntriesStore.profiles(
    tx,
    changes.map(({ entry }) => entry.customerId),
  );
  const byId = new Map(profiles.map((profile) => [profile.customerId, profile]));
  const events = changes.flatMap(({ entry, change }): NewEvent[] => {
    const customer = byId.get(entry.customerId);
    if (!customer || change === 'updated') return [];
    const { id: entryId, list, since, value, experience } = entry;
    return [
      happened(CustomerListChanged, entry.customerId, {
        customer,
        entryId,
        list,
        change,
        since: since.toISOString(),
        value: value?.score ?? null,
        experience: experience && { mean: experience.mean, low: experience.low, high: experience.high },
        reasons: entry.reasons.map(({ code, evidence }) => ({ code, evidence: [...evidence] })),
        at: now.toISOString(),
      }),
    ];
  });
  await outbox.add(tx, events);
}

function rowOf({ customer, standing }: { customer: KnownCustomer; standing: Standing }): StandingRow {
  const { customerId, lastAt, frequency, amounts } = customer;
  const scores = customer.feedback.flatMap(({ score }) => score ?? []);
  const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  const { value, experience } = standing;
  return { customerId, lastAt, frequency, amounts, value, experience, scores: scores.length, squares };
}

/** Computes the bounds of the quintiles anew if they are due, and marks everybody; also after new rules. */
async function renewCuts(tx: Tx): Promise<boolean> {
  const { version } = await customerListRules.current(tx);
  const { customers, added, hours, rulesVersion } = await quintileCutsStore.current(tx);
  if (hours < hoursOfCuts && added <= customers * growthOfCuts && rulesVersion === version) return false;
  await quintileCutsStore.compute(tx, version);
  await customerChecksStore.markAll(tx, { silently: false });
  return true;
}
