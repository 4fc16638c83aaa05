import { setImmediate as othersFirst } from 'node:timers/promises';
import { Invalid } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import { currentRules } from '../policies/routing-rules/routing-rules.queries.ts';
import { checkRules, type RoutingRules } from '../policies/routing-rules/routing-rules.ts';
import { teamIds } from '../teams/team.queries.ts';
import { type Coverage, CoverageCount } from './coverage.ts';
import { countTrials, type RoutedComplaint, type Trial, type TrialCounts, tryOn } from './dry-run.ts';
import { type Period, periodOf, routedComplaints, type WantedPeriod } from './routed-complaints.queries.ts';

export interface Sample extends WantedPeriod {
  /** How many complaints at most, the newest first. */
  readonly limit: number;
}

export type Tried = Period & { readonly counts: TrialCounts; readonly items: readonly Trial[] };
export type Covered = Period & Coverage & { readonly version: number };

/** What these rules would have made of recent complaints. Nothing is changed. */
export async function tryRules(rules: RoutingRules, sample: Sample, tx: Tx): Promise<Tried> {
  checkRules(rules, await teamIds(tx));
  const items: Trial[] = [];
  const period = await forEachRouted(rules, sample, tx, (complaint) => items.push(tryOn(complaint, rules)));
  return { ...period, counts: countTrials(items, rules), items };
}

/** What the rules in force make of what came in. */
export async function coverRules(sample: Sample, tx: Tx): Promise<Covered> {
  const rules = await currentRules(tx);
  const count = new CoverageCount(rules);
  const period = await forEachRouted(rules, sample, tx, ({ said }) => count.add(said));
  return { ...period, version: rules.version, ...count.report() };
}

async function forEachRouted(
  { rules }: RoutingRules,
  { limit, ...wanted }: Sample,
  tx: Tx,
  work: (complaint: RoutedComplaint) => void,
): Promise<Period> {
  const period = await periodOf(tx, wanted);
  if (period.from >= period.to)
    throw new Invalid('routing-rules.invalid-period', 'The period ends before it begins.', [
      { pointer: '/from', code: 'out-of-range', detail: 'must be before `to`' },
    ]);
  // Few enough at a time that other requests are not held up, however many rules there are.
  const pageSize = Math.max(10, Math.min(500, Math.floor(50_000 / (rules.length + 1))));
  for await (const page of routedComplaints(tx, period, limit, pageSize)) {
    page.forEach(work);
    await othersFirst();
  }
  return period;
}
