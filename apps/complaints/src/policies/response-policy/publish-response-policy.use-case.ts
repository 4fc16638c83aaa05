import type { Tx } from '@harken/database';
import { Invalid, Stale } from '@harken/errors';
import { scheduleRecomputation } from '../../recomputation/schedule-recomputation.use-case.ts';
import { assertValidPolicy } from './assert-valid-policy.ts';
import { escalationWords } from './escalation-words.ts';
import { loadDecisionContext } from './policy-context.queries.ts';
import { latestPolicyVersion, type PublishedPolicy, readPolicy } from './response-policy.queries.ts';
import { responsePolicyStore } from './response-policy.store.ts';
import { policyDefaults, type ResponsePolicy } from './response-policy.ts';

type Defaulted = 'words' | 'pauseCap';

export interface PublishResponsePolicy {
  readonly policy: Omit<ResponsePolicy, Defaulted> & Partial<Pick<ResponsePolicy, Defaulted>>;
  readonly expectedVersion: number | undefined;
  readonly actor: string;
  /** Now, if it is missing. */
  readonly effectiveFrom?: Date | undefined;
  /** `open`: running clocks are recomputed; else they keep their targets. */
  readonly appliesTo?: 'new' | 'open' | undefined;
}

/** Publishes a new version: clocks that start while it is in force run under it. */
export async function publishResponsePolicy(command: PublishResponsePolicy, tx: Tx): Promise<PublishedPolicy> {
  const { policy, expectedVersion, actor, effectiveFrom = null, appliesTo = 'new' } = command;
  const { now, policyContext } = await loadDecisionContext(tx);
  assertValidPolicy({ ...policyDefaults, words: escalationWords, ...policy }, new Set(policyContext.calendars.keys()));
  if (effectiveFrom && !(effectiveFrom >= now)) throw tooEarly();
  await responsePolicyStore.lock(tx);
  const known = await latestPolicyVersion(tx);
  if (expectedVersion !== undefined && expectedVersion !== known)
    throw new Stale('response-policy.stale', `The policy has moved on to version ${known}.`, { version: known });
  const version = known + 1;
  await responsePolicyStore.add(tx, { version, policy, actor, effectiveFrom, appliesTo });
  if (appliesTo === 'open') await scheduleRecomputation({ kind: 'policy', version }, tx, effectiveFrom);
  return readPolicy(tx, version);
}

function tooEarly(): Invalid {
  const detail = 'Is no time that lies ahead: leave it out for at once.';
  return new Invalid('response-policy.invalid', 'The response policy cannot be kept.', [
    { pointer: '/effectiveFrom', code: 'response-policy.invalid', detail },
  ]);
}
