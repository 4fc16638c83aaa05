import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Tx } from '@harken/database';
import { Invalid } from '@harken/errors';
import { routingRules } from '../policies/routing-rules/routing-rules.document.ts';
import { assertValidRules, type RoutingRules } from '../policies/routing-rules/routing-rules.ts';
import { teamIds } from '../teams/team.queries.ts';
import { type Coverage, CoverageCounter } from './coverage.ts';
import { type Period, periodOf, type RequestedPeriod, routedComplaints } from './routed-complaints.queries.ts';
import {
  countRoutingDryRun,
  dryRunRouting,
  type RoutedComplaint,
  type RoutingDryRunCounts,
  type RoutingDryRunItem,
} from './routing-dry-run.ts';

export interface RoutingSample extends RequestedPeriod {
  /** The maximum number of complaints, newest first. */
  readonly limit: number;
}

export type RoutingDryRun = Period & {
  readonly counts: RoutingDryRunCounts;
  readonly items: readonly RoutingDryRunItem[];
};
export type RoutingCoverage = Period & Coverage & { readonly version: number };

/** Where these rules would have sent recent complaints. Nothing is changed. */
export async function dryRunRules(rules: RoutingRules, sample: RoutingSample, tx: Tx): Promise<RoutingDryRun> {
  assertValidRules(rules, await teamIds(tx));
  const items: RoutingDryRunItem[] = [];
  const period = await forEachRouted(rules, sample, tx, (complaint) => items.push(dryRunRouting(complaint, rules)));
  return { ...period, counts: countRoutingDryRun(items, rules), items };
}

/** How the rules in force cover recent complaints. */
export async function measureCoverage(sample: RoutingSample, tx: Tx): Promise<RoutingCoverage> {
  const rules = await routingRules.current(tx);
  const count = new CoverageCounter(rules);
  const period = await forEachRouted(rules, sample, tx, ({ incoming }) => count.add(incoming));
  return { ...period, version: rules.version, ...count.report() };
}

async function forEachRouted(
  { rules }: RoutingRules,
  { limit, ...wanted }: RoutingSample,
  tx: Tx,
  work: (complaint: RoutedComplaint) => void,
): Promise<Period> {
  const period = await periodOf(tx, wanted);
  if (period.from >= period.to)
    throw new Invalid('routing-rules.invalid-period', 'The period ends before it begins.', [
      { pointer: '/from', code: 'out-of-range', detail: 'must be before `to`' },
    ]);
  // Small pages, so that other requests are not blocked, however many rules there are.
  const pageSize = Math.max(10, Math.min(500, Math.floor(50_000 / (rules.length + 1))));
  for await (const page of routedComplaints(tx, period, limit, pageSize)) {
    page.forEach(work);
    await othersFirst();
  }
  return period;
}
