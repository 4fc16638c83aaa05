import { Unavailable } from '@harken/errors';
import type { DataSource, EntityManager } from 'typeorm';
import type { RoutingRule, VersionedRules } from './routing-rules.ts';

// A version never changes, so the last one read is as good as the table's, and its patterns stay compiled.
const lastRead = new WeakMap<DataSource, VersionedRules>();

/** The rules in force. */
export async function currentRules(tx: EntityManager): Promise<VersionedRules> {
  const known = lastRead.get(tx.dataSource);
  const [row] = (await tx.query(
    `SELECT version, CASE WHEN version = $1 THEN NULL ELSE rules END AS rules, fallback_team AS "fallbackTeam"
     FROM routing_rules ORDER BY version DESC LIMIT 1`,
    [known?.version ?? 0],
  )) as { version: number; rules: RoutingRule[] | null; fallbackTeam: string }[];
  if (!row) throw new Unavailable('routing-rules.missing', 'There are no routing rules yet.');
  if (known && row.version === known.version) return known;
  const rules = { version: row.version, rules: row.rules ?? [], fallbackTeam: row.fallbackTeam };
  lastRead.set(tx.dataSource, rules);
  return rules;
}
