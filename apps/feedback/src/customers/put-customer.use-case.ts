import { databaseTime, type Tx } from '@harken/database';
import { Stale } from '@harken/errors';
import { newId, outbox } from '@harken/messaging';
import { customerStore } from './customer.store.ts';
import { createCustomer, type Profile, type ProfileUpdate, updateProfile } from './customer.ts';

export interface PutCustomer {
  readonly externalId: string;
  readonly profile: Profile;
  /** When the profile was true in the CRM; now if absent. */
  readonly updatedAt?: Date | undefined;
  readonly version?: number | undefined;
}

export async function putCustomer(command: PutCustomer, tx: Tx): Promise<ProfileUpdate> {
  const stored = await customerStore.lock(tx, command.externalId);
  // Read under the lock: of two profiles without `updatedAt` the later request is the newer profile.
  const now = await databaseTime(tx);
  const updatedAt = command.updatedAt ?? now;
  if (command.version !== undefined && command.version !== stored?.version) {
    throw new Stale('customer.stale', 'The customer has changed since that version.', { version: stored?.version });
  }
  if (!stored) {
    const decision = createCustomer({ id: newId(), externalId: command.externalId }, command.profile, updatedAt, now);
    if (!(await customerStore.add(tx, decision.customer))) return putCustomer(command, tx);
    await outbox.add(tx, decision.events);
    return decision;
  }
  const decision = updateProfile(stored, command.profile, updatedAt);
  if (decision.customer !== stored) await customerStore.save(tx, decision.customer);
  await outbox.add(tx, decision.events);
  return decision;
}
