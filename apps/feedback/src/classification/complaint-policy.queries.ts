import type { Reader } from '@harken/database';
import { complaintPolicyStore } from './complaint-policy.store.ts';
import { defaultPolicy, type StoredPolicy } from './complaint-policy.ts';

export async function currentPolicy(database: Reader): Promise<StoredPolicy> {
  const { version, policy } = await complaintPolicyStore.newerThan(database, undefined);
  return { version, policy: policy ?? defaultPolicy };
}
