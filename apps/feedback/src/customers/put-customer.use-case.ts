import { databaseTime, type Tx } from '@harken/database';
import { Stale } from '@harken/errors';
import { newId, outbox } from '@harken/messaging';
import { type ExactTime, isBefore } from '../requests/exact-time.ts';
import { customerStore } from './customer.store.ts';
import {
  type Customer,
  createCustomer,
  customerChanged,
  type Profile,
  type ProfileUpdate,
  sameProfile,
  updateProfile,
} from './customer.ts';
import { combined, membersOf, ownOf } from './merged-profile.ts';

export interface PutCustomer {
  readonly externalId: string;
  readonly profile: Profile;
  /** When the profile was true in the CRM. Without it the profile is true now, and newer than any before. */
  readonly updatedAt?: ExactTime | undefined;
  readonly version?: number | undefined;
}

export async function putCustomer(command: PutCustomer, tx: Tx): Promise<ProfileUpdate> {
  const [update] = await putCustomers([command], tx);
  if (!update) throw new TypeError('every profile has a result');
  return update;
}

/** Stores any number of profiles, several of one customer in their order. Results are in the order of the commands. */
export async function putCustomers(commands: readonly PutCustomer[], tx: Tx): Promise<ProfileUpdate[]> {
  if (commands.length === 0) return [];
  const stored = await customerStore.lock(
    tx,
    commands.map(({ externalId }) => externalId),
  );
  // Read under the locks: of two profiles without `updatedAt` the later request is the newer profile.
  const now = await databaseTime(tx);
  const before = new Map(stored.map((customer) => [customer.externalId, customer]));
  const current = new Map(before);
  const updates = commands.map((command) => {
    const update = decide(command, current, now);
    for (const customer of update.saved) current.set(customer.externalId, customer);
    return update;
  });
  const created = [...current.values()].filter(({ externalId }) => !before.has(externalId));
  const added = await customerStore.add(tx, created);
  await customerStore.save(tx, [...before.values()].map(({ externalId }) => current.get(externalId)).filter(isChanged));
  // Another transaction has added some of them meanwhile: now their rows can be locked.
  const lost = new Set(created.filter(({ id }) => !added.has(id)).map(({ externalId }) => externalId));
  const kept = updates.filter((_, index) => !lost.has(commands[index]?.externalId ?? ''));
  await outbox.add(
    tx,
    kept.flatMap(({ events }) => events),
  );
  if (lost.size === 0) return updates;
  const again = (
    await putCustomers(
      commands.filter(({ externalId }) => lost.has(externalId)),
      tx,
    )
  ).values();
  return updates.map((update, index) =>
    lost.has(commands[index]?.externalId ?? '') ? (again.next().value ?? update) : update,
  );

  function isChanged(customer: Customer | undefined): customer is Customer {
    return customer !== undefined && customer !== before.get(customer.externalId);
  }
}

interface DecidedUpdate extends ProfileUpdate {
  /** The customer, and of one that consists of several the record that was described. */
  readonly saved: readonly Customer[];
}

function decide(command: PutCustomer, known: ReadonlyMap<string, Customer>, now: Date): DecidedUpdate {
  const { externalId, profile, version } = command;
  const record = known.get(externalId);
  const customers = record?.own ? [...known.values()] : record ? [record] : [];
  const current = customers.find(({ id }) => id === record?.currentId);
  if (version !== undefined && version !== current?.version) {
    throw new Stale('customer.stale', 'The customer has changed since that version.', { version: current?.version });
  }
  if (!record || !current) {
    const updatedAt = command.updatedAt ?? now.toISOString();
    const update = createCustomer({ id: newId(), externalId }, profile, updatedAt, now);
    return { ...update, saved: [update.customer] };
  }
  const described = { ...record, ...ownOf(record) };
  const update = updateProfile(described, profile, command.updatedAt ?? latest(now.toISOString(), described.updatedAt));
  if (record.own === null) return { ...update, saved: [update.customer] };
  // One of several: its record changes, and the customer becomes what all of them say together.
  const next = { ...record, own: ownOf({ ...update.customer, own: null }) };
  const members = membersOf(
    current.id,
    customers.map((one) => (one.id === next.id ? next : one)),
  );
  const customer = combined(members);
  const same = sameProfile(current, customer) && current.stub === customer.stub;
  const events = same ? [] : [customerChanged(customer)];
  return { outcome: update.outcome, customer, events, saved: [next, customer] };
}

/** The clock of a CRM may be a little ahead of ours. */
const latest = (now: ExactTime, stored: ExactTime | null | undefined): ExactTime =>
  stored && isBefore(now, stored) ? stored : now;
