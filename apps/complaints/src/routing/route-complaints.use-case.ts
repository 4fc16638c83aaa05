import type { Tx } from '@harken/messaging';
import { type Assigned, assignInTeams, inQueue } from './assign-in-team.use-case.ts';
import { type Routable, type Route, route, type VersionedRules } from './routing-rules.ts';

export type Routed = Route & Assigned;

/** Team, severity and assignee for each of them, in the order given. */
export async function routeComplaints(incoming: readonly Routable[], rules: VersionedRules, tx: Tx): Promise<Routed[]> {
  const routes = incoming.map((said) => route(said, rules));
  const counts = new Map<string, number>();
  for (const { team } of routes) counts.set(team, (counts.get(team) ?? 0) + 1);
  const waiting = await assignInTeams(tx, counts);
  return routes.map((one) => ({ ...one, ...(waiting.get(one.team)?.shift() ?? inQueue) }));
}
