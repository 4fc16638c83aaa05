import { Unavailable } from '@harken/errors';
import type { DataSource, EntityManager } from 'typeorm';
import type { RoutingRule, VersionedRules } from './routing-rules.ts';

/** `rules` is null if the version is the one read last. */
export interface RulesRow {
  readonly version: number;
  readonly rules: readonly RoutingRule[] | null;
  readonly fallbackTeam: string;
}

// Versions never change, so the cached one is correct, and its patterns stay compiled.
const lastRead = new WeakMap<DataSource, VersionedRules>();

export const knownRulesVersion = (tx: EntityManager): number => lastRead.get(tx.dataSource)?.version ?? 0;

export const selectRules = (known: string): string => `
  SELECT version, CASE WHEN version = ${known} THEN NULL ELSE rules END AS rules, fallback_team AS "fallbackTeam"
    FROM routing_rules ORDER BY version DESC LIMIT 1`;

export function toRules(row: RulesRow | null | undefined, tx: EntityManager): VersionedRules {
  if (!row) throw new Unavailable('routing-rules.missing', 'There are no routing rules yet.');
  const known = lastRead.get(tx.dataSource);
  if (known && row.version === known.version) return known;
  const rules = { version: row.version, rules: row.rules ?? [], fallbackTeam: row.fallbackTeam };
  lastRead.set(tx.dataSource, rules);
  return rules;
}

/** The rules in force. */
export async function currentRules(tx: EntityManager): Promise<VersionedRules> {
  const [row] = (await tx.query(selectRules('$1'), [knownRulesVersion(tx)])) as RulesRow[];
  return toRules(row, tx);
}
