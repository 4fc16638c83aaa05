import type { Tx } from '@harken/messaging';
import { system } from '../complaint/complaint.ts';
import { momentOf } from '../complaint/execute/change-complaint.use-case.ts';
import { findOpen } from '../complaint/storage/locked-complaints.queries.ts';
import { managementWords } from '../policies/response-policy/management-words.ts';
import { checkPolicy } from '../policies/response-policy/policy-check.ts';
import { latestPolicyVersion } from '../policies/response-policy/response-policy.queries.ts';
import type { ResponsePolicy } from '../policies/response-policy/response-policy.ts';
import { groundOf } from '../policies/response-policy/terms.queries.ts';
import { type ClockTrial, countTrials, sumOfTrials, type TrialCounts, tryOn } from './policy-trial.ts';

export interface PolicyTrial extends TrialCounts {
  readonly complete: boolean;
  readonly examples: readonly ClockTrial[];
}

// Read in pieces, so that a long list stands in nobody's way.
const perPage = 500;
const most = 20_000;

/** What a policy would change for the open complaints, the oldest first. Nothing is saved. */
export async function tryPolicy(
  body: Omit<ResponsePolicy, 'words'> & Partial<Pick<ResponsePolicy, 'words'>>,
  wanted: number,
  tx: Tx,
): Promise<PolicyTrial> {
  const { now, terms } = await groundOf(tx);
  const policy = { words: managementWords, ...body, version: (await latestPolicyVersion(tx)) + 1 };
  checkPolicy(policy, new Set(terms.calendars.keys()));
  const moment = momentOf({ now, terms: { ...terms, policy } }, system);
  let counts = countTrials([]);
  const examples: { broken: ClockTrial[]; others: ClockTrial[] } = { broken: [], others: [] };
  let after: string | null = null;
  let complete = false;
  while (!complete && counts.complaints < most) {
    const complaints = await findOpen(tx, { after, limit: perPage });
    const trials = complaints.map((complaint) => tryOn(complaint, moment));
    counts = sumOfTrials(counts, countTrials(trials));
    for (const trial of trials.flat())
      if (trial.effect !== 'unchanged') examples[trial.breachedAtOnce ? 'broken' : 'others'].push(trial);
    for (const list of Object.values(examples)) list.splice(wanted);
    after = complaints.at(-1)?.id ?? after;
    complete = complaints.length < perPage;
  }
  return { ...counts, complete, examples: [...examples.broken, ...examples.others].slice(0, wanted) };
}
