import { Stale } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import { currentRules } from './routing-rules.queries.ts';
import { checkRules, type RoutingRules, type VersionedRules } from './routing-rules.ts';

export interface PublishRoutingRules {
  readonly rules: RoutingRules;
  readonly expectedVersion: number | undefined;
  readonly actor: string;
}

/** The whole list in a new version: complaints from now on are routed by it. */
export async function publishRoutingRules(command: PublishRoutingRules, tx: Tx): Promise<VersionedRules> {
  const { rules, fallbackTeam } = command.rules;
  const teams = (await tx.query('SELECT id FROM teams')) as { id: string }[];
  checkRules(command.rules, new Set(teams.map(({ id }) => id)));
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('complaints.routing_rules'))");
  const { version } = await currentRules(tx);
  if (command.expectedVersion !== undefined && command.expectedVersion !== version)
    throw new Stale('routing-rules.stale', `The rules have moved on to version ${version}.`, { version });
  await tx.query('INSERT INTO routing_rules VALUES ($1, $2, $3, clock_timestamp(), $4)', [
    version + 1,
    JSON.stringify(rules),
    fallbackTeam,
    command.actor,
  ]);
  return { rules, fallbackTeam, version: version + 1 };
}
