import type { Tx } from '@harken/database';
import { Stale } from '@harken/errors';
import { teamIds } from '../../teams/team.queries.ts';
import { currentRules } from './routing-rules.queries.ts';
import { routingRulesStore } from './routing-rules.store.ts';
import { assertValidRules, type RoutingRules, type VersionedRules } from './routing-rules.ts';

export interface PublishRoutingRules {
  readonly rules: RoutingRules;
  readonly expectedVersion: number | undefined;
  readonly actor: string;
}

/** Publishes all rules as a new version: new complaints are routed by it. */
export async function publishRoutingRules(command: PublishRoutingRules, tx: Tx): Promise<VersionedRules> {
  const { rules, fallbackTeam } = command.rules;
  assertValidRules(command.rules, await teamIds(tx));
  await routingRulesStore.lock(tx);
  const { version } = await currentRules(tx);
  if (command.expectedVersion !== undefined && command.expectedVersion !== version)
    throw new Stale('routing-rules.stale', `The rules have moved on to version ${version}.`, { version });
  const next = { rules, fallbackTeam, version: version + 1 };
  await routingRulesStore.add(tx, next, command.actor);
  return next;
}
