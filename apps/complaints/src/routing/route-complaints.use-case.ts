import type { Tx } from '@harken/messaging';
import { type Assigned, assignInTeam } from './assign-in-team.use-case.ts';
import { currentRules } from './routing-rules.queries.ts';
import { type Routable, type Route, route } from './routing-rules.ts';

export type Routed = Route & Assigned;

/** Team, severity and assignee for each of them, in the order given. */
export async function routeComplaints(incoming: readonly Routable[], tx: Tx): Promise<Routed[]> {
  const rules = await currentRules(tx);
  const routes = incoming.map((said) => route(said, rules));
  const waiting = new Map<string, Assigned[]>();
  // Always in the same order, so that two of these do not wait for each other's team.
  for (const team of [...new Set(routes.map(({ team }) => team))].sort())
    waiting.set(team, await assignInTeam(tx, team, routes.filter((one) => one.team === team).length));
  return routes.map((one) => ({ ...one, ...(waiting.get(one.team)?.shift() ?? { assignee: null, assignedBy: null }) }));
}
