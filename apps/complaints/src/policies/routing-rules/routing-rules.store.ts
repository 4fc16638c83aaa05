import type { Tx } from '@harken/database';
import type { VersionedRules } from './routing-rules.ts';

export const routingRulesStore = {
  /** Allows one publication at a time, so that versions have no gaps. */
  async lock(tx: Tx): Promise<void> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('complaints.routing_rules'))");
  },

  async add(tx: Tx, { version, rules, fallbackTeam }: VersionedRules, actor: string): Promise<void> {
    await tx.query('INSERT INTO routing_rules VALUES ($1, $2, $3, clock_timestamp(), $4)', [
      version,
      JSON.stringify(rules),
      fallbackTeam,
      actor,
    ]);
  },
};
