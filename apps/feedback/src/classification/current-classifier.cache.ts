import { sql, type Tx } from '@harken/database';
import type { CurrentRow } from '@harken/service';
import { type Classifier, createClassifier } from './classifier.ts';
import { complaintPolicy } from './complaint-policy.document.ts';
import type { ComplaintPolicy } from './complaint-policy.ts';
import { shippedModels } from './text-model/shipped-models.cache.ts';

const policyAndTime = sql<{ readonly now: Date; readonly policy: CurrentRow | null }>(`
  SELECT date_trunc('milliseconds', now()) AS now,
         (SELECT to_json(p) FROM (${complaintPolicy.selectCurrent('$1::int')}) p) AS policy`);

/** Preparing the word lists takes milliseconds, so it is done once per version, not once per request. */
const classifiers = new WeakMap<object, Classifier>();

/** The classifier of the policy in force, the same on every replica, and the time of the transaction. */
export async function currentClassifier(tx: Tx): Promise<{ classify: Classifier; policy: ComplaintPolicy; now: Date }> {
  const [row] = await policyAndTime.query(tx, [complaintPolicy.knownVersion(tx)]);
  if (!row) throw new TypeError('The database gave no row.');
  const policy = complaintPolicy.fromRow(row.policy, tx);
  const classify = classifiers.get(policy) ?? createClassifier(policy, shippedModels());
  classifiers.set(policy, classify);
  return { classify, policy, now: row.now };
}
