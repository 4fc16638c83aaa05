import { Stale } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import { managementWords } from '../escalation/management-words.ts';
import { checkPolicy } from './policy-check.ts';
import { latestPolicyVersion } from './response-policy.queries.ts';
import { responsePolicyStore } from './response-policy.store.ts';
import { policyDefaults, type ResponsePolicy, type VersionedPolicy } from './response-policy.ts';

type Unsaid = 'words' | 'pauseCap';

export interface PublishResponsePolicy {
  readonly policy: Omit<ResponsePolicy, Unsaid> & Partial<Pick<ResponsePolicy, Unsaid>>;
  readonly expectedVersion: number | undefined;
  readonly actor: string;
}

/** A new version: clocks that start from now on run under it, those that run keep what was promised. */
export async function publishResponsePolicy(
  { policy, expectedVersion, actor }: PublishResponsePolicy,
  tx: Tx,
): Promise<VersionedPolicy> {
  const whole = { ...policyDefaults, words: managementWords, ...policy };
  checkPolicy(whole);
  await responsePolicyStore.lock(tx);
  const version = await latestPolicyVersion(tx);
  if (expectedVersion !== undefined && expectedVersion !== version)
    throw new Stale('response-policy.stale', `The policy has moved on to version ${version}.`, { version });
  await responsePolicyStore.add(tx, { version: version + 1, policy, actor, effectiveFrom: null, appliesTo: 'new' });
  return { ...whole, version: version + 1 };
}
