import type { Tx } from '@harken/database';
import { type IncomingFacts, type Route, route, type VersionedRules } from '../policies/routing-rules/routing-rules.ts';
import { type AssignmentResult, assignInTeams, inQueue } from './assign-in-team.use-case.ts';
import type { AssignmentRequest } from './assignment-strategy.ts';

export type RoutedAndAssigned = Omit<Route, 'skills'> & AssignmentResult;

/** Team, severity and assignee for each of them, in the order given. */
export async function routeComplaints(
  incoming: readonly IncomingFacts[],
  rules: VersionedRules,
  tx: Tx,
): Promise<RoutedAndAssigned[]> {
  const routes = incoming.map((said) => route(said, rules));
  const requests = new Map<string, AssignmentRequest[]>();
  incoming.forEach(({ language, category, touchpoint }, index) => {
    const { team, skills } = routes[index] as Route;
    const one = { language, category, touchpoint, skills };
    const ofTeam = requests.get(team);
    if (ofTeam) ofTeam.push(one);
    else requests.set(team, [one]);
  });
  const assigned = await assignInTeams(tx, requests);
  return routes.map(({ skills: _skills, ...rest }) => ({
    ...rest,
    ...(assigned.get(rest.team)?.shift() ?? inQueue),
  }));
}
