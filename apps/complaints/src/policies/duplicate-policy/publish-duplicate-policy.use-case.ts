import { Stale } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import { currentDuplicatePolicy } from './duplicate-policy.queries.ts';
import { duplicatePolicyStore } from './duplicate-policy.store.ts';
import { assertValidDuplicatePolicy, type DuplicatePolicy, type VersionedDuplicatePolicy } from './duplicate-policy.ts';

export interface PublishDuplicatePolicy {
  readonly policy: DuplicatePolicy;
  readonly expectedVersion: number | undefined;
  readonly actor: string;
}

/** Publishes a new version: it applies to complaints opened from now on. */
export async function publishDuplicatePolicy(
  { policy, expectedVersion, actor }: PublishDuplicatePolicy,
  tx: Tx,
): Promise<VersionedDuplicatePolicy> {
  assertValidDuplicatePolicy(policy);
  await duplicatePolicyStore.lock(tx);
  const { version } = await currentDuplicatePolicy(tx);
  if (expectedVersion !== undefined && expectedVersion !== version)
    throw new Stale('duplicate-policy.stale', `The policy has moved on to version ${version}.`, { version });
  await duplicatePolicyStore.add(tx, version + 1, policy, actor);
  return { ...policy, version: version + 1 };
}
