import type { Tx } from '@harken/database';
import { type Classifier, createClassifier } from './classifier.ts';
import { complaintPolicyStore } from './complaint-policy.store.ts';
import { defaultPolicy } from './complaint-policy.ts';

const defaultClassifier = createClassifier(defaultPolicy);
/** Preparing the word lists takes milliseconds, so it is done once per version, not once per request. */
const classifiers = new WeakMap<object, { readonly version: number; readonly classify: Classifier }>();

/** The classifier of the newest policy, the same on every replica, and the time of the transaction. */
export async function currentClassifier(tx: Tx): Promise<{ classify: Classifier; now: Date }> {
  const known = classifiers.get(tx.dataSource);
  const { version, policy, now } = await complaintPolicyStore.newerThan(tx, known?.version);
  if (known?.version === version) return { classify: known.classify, now };
  const classify = policy === null ? defaultClassifier : createClassifier(policy);
  classifiers.set(tx.dataSource, { version, classify });
  return { classify, now };
}
