import type { DataSource, EntityManager } from 'typeorm';
import { complaintPolicyStore } from './complaint-policy.store.ts';
import { defaultPolicy, type StoredPolicy } from './complaint-policy.ts';

export async function currentPolicy(database: EntityManager | DataSource): Promise<StoredPolicy> {
  const { version, policy } = await complaintPolicyStore.newest(database);
  return { version, policy: policy ?? defaultPolicy };
}
