import type { Tx } from '@harken/database';
import { type IncomingFacts, type Route, route, type VersionedRules } from '../policies/routing-rules/routing-rules.ts';
import { type AssignmentResult, assignInTeams, inQueue } from './assign-in-team.use-case.ts';

export type RoutedAndAssigned = Omit<Route, 'skills'> & AssignmentResult;

/** Each complaint with its team, severity and assignee. */
export async function routeComplaints<C extends IncomingFacts>(
  incoming: readonly C[],
  rules: VersionedRules,
  tx: Tx,
): Promise<(C & RoutedAndAssigned)[]> {
  const routed = incoming.map((complaint) => {
    const { skills, ...target } = route(complaint, rules);
    const { language, category, touchpoint } = complaint;
    return { complaint, target, request: { language, category, touchpoint, skills, team: target.team } };
  });
  const assigned = await assignInTeams(
    tx,
    routed.map(({ request }) => request),
  );
  return routed.map(({ complaint, target, request }) => ({
    ...complaint,
    ...target,
    ...(assigned.get(request) ?? inQueue),
  }));
}
