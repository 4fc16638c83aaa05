import { sql } from '@harken/database';
import type { EntityManager } from 'typeorm';
import {
  type CalendarsRow,
  calendarsFrom,
  calendarsRevisionRead,
  selectCalendars,
} from '../../calendars/calendar.queries.ts';
import {
  knownLevelsVersion,
  type LevelsRow,
  selectLevels,
  toHierarchy,
} from '../management-levels/hierarchy.queries.ts';
import type { DecisionContext, PolicyContext } from './policy-context.ts';
import { knownPolicyVersion, type PolicyRow, selectPolicy, toPolicy } from './response-policy.queries.ts';

/** As columns of a row; cached versions are left out. */
export interface PolicyContextRow {
  readonly policy: PolicyRow | null;
  readonly calendars: CalendarsRow | null;
  readonly teamCalendars: Readonly<Record<string, string>> | null;
  readonly levels: LevelsRow | null;
}

export const selectPolicyContext = (
  policyVersion: string,
  calendarsRevision: string,
  levelsVersion: string,
): string => `
  (SELECT to_json(p) FROM (${selectPolicy(policyVersion)}) p) AS policy,
  (SELECT to_json(c) FROM (${selectCalendars(calendarsRevision)}) c) AS calendars,
  (SELECT json_object_agg(id, calendar) FROM teams WHERE calendar IS NOT NULL) AS "teamCalendars",
  (SELECT to_json(l) FROM (${selectLevels(levelsVersion)}) l) AS levels`;

export const knownPolicyVersions = (tx: EntityManager): readonly number[] => [
  knownPolicyVersion(tx),
  calendarsRevisionRead(tx),
  knownLevelsVersion(tx),
];

export const toPolicyContext = async (
  { policy, calendars, teamCalendars, levels }: PolicyContextRow,
  tx: EntityManager,
): Promise<PolicyContext> => ({
  policy: toPolicy(policy, tx),
  calendars: (await calendarsFrom(calendars, tx)).byId,
  teamCalendars: teamCalendars ?? {},
  hierarchy: toHierarchy(levels, tx),
});

const readDecisionContext = sql<DecisionContextRow>(
  `SELECT clock_timestamp() AS now, ${selectPolicyContext('$1::int', '$2::int', '$3::int')}`,
);

type DecisionContextRow = PolicyContextRow & { readonly now: Date };

/** Loads the database time and the policies in force. */
export async function loadDecisionContext(tx: EntityManager): Promise<DecisionContext> {
  // Outside of a transaction there is no connection to prepare a statement on.
  const rows = tx.queryRunner
    ? readDecisionContext.query(tx, [...knownPolicyVersions(tx)])
    : (tx.query(readDecisionContext.text, [...knownPolicyVersions(tx)]) as Promise<DecisionContextRow[]>);
  const [row] = await rows;
  if (!row) throw new TypeError('The database gave no row.');
  return { now: row.now, policyContext: await toPolicyContext(row, tx) };
}
