import { sql } from '@harken/database';
import type { CollectedRow, CurrentRow } from '@harken/service';
import type { EntityManager } from 'typeorm';
import { businessCalendars } from '../../calendars/business-calendars.document.ts';
import { compiledCalendars } from '../../calendars/calendar.queries.ts';
import { knownPeople, type PeopleRow } from '../../people/known-people.queries.ts';
import { managementLevels } from '../management-levels/management-levels.document.ts';
import { messagePolicy } from '../message-policy/message-policy.document.ts';
import type { DecisionContext, PolicyContext } from './policy-context.ts';
import { responsePolicy } from './response-policy.document.ts';
import type { VersionedPolicy } from './response-policy.ts';

/** As columns of a row; versions that were read before are left out. */
export interface PolicyContextRow {
  readonly policy: CurrentRow | null;
  readonly calendars: CollectedRow | null;
  readonly teamCalendars: Readonly<Record<string, string>> | null;
  readonly people: PeopleRow;
  readonly messages: CurrentRow | null;
  readonly levels: (CurrentRow & { readonly departments: Readonly<Record<string, string>> | null }) | null;
}

const departments = `CASE WHEN by_department THEN (
  SELECT json_object_agg(id, department) FROM teams WHERE department IS NOT NULL) END AS departments`;

export const selectPolicyContext = (
  policyVersion: string,
  calendarsRevision: string,
  levelsVersion: string,
  peopleRevision: string,
  messagesVersion: string,
): string => `
  (SELECT to_json(p) FROM (${responsePolicy.selectCurrent(policyVersion)}) p) AS policy,
  (SELECT to_json(c) FROM (${businessCalendars.selectAll(calendarsRevision)}) c) AS calendars,
  (SELECT to_json(k) FROM (${knownPeople.select(peopleRevision)}) k) AS people,
  (SELECT to_json(m) FROM (${messagePolicy.selectCurrent(messagesVersion)}) m) AS messages,
  (SELECT json_object_agg(id, calendar) FROM teams WHERE calendar IS NOT NULL) AS "teamCalendars",
  (SELECT to_json(l) FROM (${managementLevels.selectCurrent(levelsVersion, departments)}) l) AS levels`;

export const knownPolicyVersions = (tx: EntityManager): readonly number[] => [
  responsePolicy.knownVersion(tx),
  businessCalendars.knownRevision(tx),
  managementLevels.knownVersion(tx),
  knownPeople.knownRevision(tx),
  messagePolicy.knownVersion(tx),
];

export const toPolicyContext = async (
  { policy, calendars, teamCalendars, people, levels, messages }: PolicyContextRow,
  tx: EntityManager,
): Promise<PolicyContext> => ({
  policy: responsePolicy.fromRow(policy, tx),
  calendars: await compiledCalendars(businessCalendars.fromRow(calendars, tx)),
  teamCalendars: byName(teamCalendars),
  hierarchy: {
    levels: managementLevels.fromRow(levels, tx).levels,
    departments: byName(levels?.departments),
    people: knownPeople.fromRow(people, tx),
  },
  messages: messagePolicy.fromRow(messages, tx),
});

// Teams have names of the company's choice: `constructor` must not find what every object has.
const byName = (rows: Readonly<Record<string, string>> | null | undefined): ReadonlyMap<string, string> =>
  new Map(Object.entries(rows ?? {}));

const readDecisionContext = sql<DecisionContextRow>(
  `SELECT clock_timestamp() AS now, ${selectPolicyContext('$1::int', '$2::int', '$3::int', '$4::int', '$5::int')}`,
);

type DecisionContextRow = PolicyContextRow & { readonly now: Date };

/** Loads the database time and the policies in force. */
export async function loadDecisionContext(tx: EntityManager): Promise<DecisionContext> {
  const row = await readDecisionContext.queryOne(tx, knownPolicyVersions(tx));
  return { now: row.now, policyContext: await toPolicyContext(row, tx) };
}

/** The versions that were in force before this one. */
export async function versionsBefore(tx: EntityManager, version: number): Promise<ReadonlySet<number>> {
  const rows = (await tx.query(
    `SELECT p.version FROM response_policies p, response_policies v
      WHERE v.version = $1 AND (p.effective_from, p.version) < (v.effective_from, v.version)`,
    [version],
  )) as { version: number }[];
  return new Set(rows.map((row) => row.version));
}

export async function policiesOfVersions(
  tx: EntityManager,
  versions: Iterable<number>,
): Promise<ReadonlyMap<number, VersionedPolicy>> {
  const policies = new Map<number, VersionedPolicy>();
  for (const version of new Set(versions)) policies.set(version, await responsePolicy.version(tx, version));
  return policies;
}
