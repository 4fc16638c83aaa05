import type { Tx } from '@harken/database';
import { system } from '../complaint/complaint.ts';
import { commandContext } from '../complaint/execute/change-complaint.use-case.ts';
import { findOpenComplaints } from '../complaint/storage/locked-complaints.queries.ts';
import { assertValidPolicy } from '../policies/response-policy/assert-valid-policy.ts';
import { loadDecisionContext } from '../policies/response-policy/policy-context.queries.ts';
import { responsePolicy } from '../policies/response-policy/response-policy.document.ts';
import type { ResponsePolicy } from '../policies/response-policy/response-policy.ts';
import {
  type ClockDryRun,
  countClockDryRuns,
  dryRunClocks,
  type PolicyDryRunCounts,
  sumCounts,
} from './policy-dry-run.ts';

export interface PolicyDryRun extends PolicyDryRunCounts {
  readonly complete: boolean;
  readonly examples: readonly ClockDryRun[];
}

// Read page by page, so that a long list does not block other requests.
const pageSize = 500;
const maxComplaints = 20_000;

/** What a policy would change for the open complaints, oldest first. Nothing is saved. */
export async function dryRunPolicy(body: Partial<ResponsePolicy>, wanted: number, tx: Tx): Promise<PolicyDryRun> {
  const { now, policyContext } = await loadDecisionContext(tx);
  const policy = { ...responsePolicy.whole(body), version: policyContext.policy.version + 1 };
  assertValidPolicy(policy, new Set(policyContext.calendars.keys()));
  const context = commandContext({ now, policyContext: { ...policyContext, policy } }, system);
  let counts = countClockDryRuns([]);
  const examples: { broken: ClockDryRun[]; others: ClockDryRun[] } = { broken: [], others: [] };
  let after: string | null = null;
  let complete = false;
  while (!complete && counts.complaints < maxComplaints) {
    const complaints = await findOpenComplaints(tx, { after, limit: pageSize });
    const items = complaints.map((complaint) => dryRunClocks(complaint, context));
    counts = sumCounts(counts, countClockDryRuns(items));
    for (const item of items.flat())
      if (item.effect !== 'unchanged') examples[item.breachedAtOnce ? 'broken' : 'others'].push(item);
    for (const list of Object.values(examples)) list.splice(wanted);
    after = complaints.at(-1)?.id ?? after;
    complete = complaints.length < pageSize;
  }
  return { ...counts, complete, examples: [...examples.broken, ...examples.others].slice(0, wanted) };
}
