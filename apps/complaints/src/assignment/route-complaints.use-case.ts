import type { Tx } from '@harken/messaging';
import { type Incoming, type Route, route, type VersionedRules } from '../policies/routing-rules/routing-rules.ts';
import { type Assigned, assignInTeams, inQueue } from './assign-in-team.use-case.ts';
import type { Wanted } from './dealing.ts';

export type Routed = Omit<Route, 'skills'> & Assigned;

/** Team, severity and assignee for each of them, in the order given. */
export async function routeComplaints(incoming: readonly Incoming[], rules: VersionedRules, tx: Tx): Promise<Routed[]> {
  const routes = incoming.map((said) => route(said, rules));
  const wanted = new Map<string, Wanted[]>();
  incoming.forEach(({ language, category, touchpoint }, index) => {
    const { team, skills } = routes[index] as Route;
    const one = { language, category, touchpoint, skills };
    const ofTeam = wanted.get(team);
    if (ofTeam) ofTeam.push(one);
    else wanted.set(team, [one]);
  });
  const waiting = await assignInTeams(tx, wanted);
  return routes.map(({ skills: _skills, ...way }) => ({ ...way, ...(waiting.get(way.team)?.shift() ?? inQueue) }));
}
