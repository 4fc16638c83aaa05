import type { Tx } from '@harken/messaging';
import { checkPolicy } from '../clocks/policy-check.ts';
import { type ClockTrial, countTrials, sumOfTrials, type TrialCounts, tryOn } from '../clocks/policy-trial.ts';
import { latestPolicyVersion } from '../clocks/response-policy.queries.ts';
import type { ResponsePolicy } from '../clocks/response-policy.ts';
import { groundOf } from '../clocks/terms.queries.ts';
import { managementWords } from '../escalation/management-words.ts';
import { momentOf } from './change-complaint.use-case.ts';
import { complaintStore } from './complaint.store.ts';
import { system } from './complaint.ts';

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
    const complaints = await complaintStore.findOpen(tx, { after, limit: perPage });
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
