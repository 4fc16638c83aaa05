import type { Tx } from '@harken/messaging';
import { complaintPolicyStore } from './complaint-policy.store.ts';
import { shippedPolicy } from './complaint-policy.ts';
import { type Judge, judgeBy } from './complaint-verdict.ts';

const shippedJudge = judgeBy(shippedPolicy);
/** Preparing the word lists takes milliseconds: once per version, not once per request. */
const prepared = new WeakMap<object, { readonly version: number; readonly judge: Judge }>();

/** The judge by the policy that holds at this moment on every replica, and the time of the transaction. */
export async function currentJudge(tx: Tx): Promise<{ judge: Judge; now: Date }> {
  const known = prepared.get(tx.dataSource);
  const { version, policy, now } = await complaintPolicyStore.newerThan(tx, known?.version);
  if (known?.version === version) return { judge: known.judge, now };
  const judge = policy === null ? shippedJudge : judgeBy(policy);
  prepared.set(tx.dataSource, { version, judge });
  return { judge, now };
}
