import type { Tx } from '@harken/database';
import { Stale } from '@harken/errors';
import { currentPolicy } from './complaint-policy.queries.ts';
import { complaintPolicyStore } from './complaint-policy.store.ts';
import type { ComplaintPolicy, StoredPolicy } from './complaint-policy.ts';

export interface SetComplaintPolicy {
  readonly policy: ComplaintPolicy;
  readonly by: string;
  readonly version?: number | undefined;
}

/** The whole policy, as a new version; feedback that is in already keeps its verdict. */
export async function setComplaintPolicy({ policy, by, version }: SetComplaintPolicy, tx: Tx): Promise<StoredPolicy> {
  await complaintPolicyStore.lock(tx);
  const current = await currentPolicy(tx);
  if (version !== undefined && version !== current.version) {
    throw new Stale('complaint-policy.stale', 'The policy has changed since that version.', {
      version: current.version,
    });
  }
  const next = { version: current.version + 1, policy };
  await complaintPolicyStore.add(tx, next, by);
  return next;
}
