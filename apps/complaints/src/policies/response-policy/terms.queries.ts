import { runPrepared } from '@harken/messaging';
import type { EntityManager } from 'typeorm';
import {
  type CalendarsRow,
  calendarsFrom,
  calendarsRevisionRead,
  selectCalendars,
} from '../../calendars/calendar.queries.ts';
import {
  hierarchyOf,
  type LevelsRow,
  levelsVersionRead,
  selectLevels,
} from '../management-levels/hierarchy.queries.ts';
import { type PolicyRow, policyOf, policyVersionRead, selectPolicy } from './response-policy.queries.ts';
import type { Ground, Terms } from './terms.ts';

/** As columns of a row; what was read before is left out. */
export interface TermsRow {
  readonly policy: PolicyRow | null;
  readonly calendars: CalendarsRow | null;
  readonly teamCalendars: Readonly<Record<string, string>> | null;
  readonly levels: LevelsRow | null;
}

export const selectTerms = (policyVersion: string, calendarsRevision: string, levelsVersion: string): string => `
  (SELECT to_json(p) FROM (${selectPolicy(policyVersion)}) p) AS policy,
  (SELECT to_json(c) FROM (${selectCalendars(calendarsRevision)}) c) AS calendars,
  (SELECT json_object_agg(id, calendar) FROM teams WHERE calendar IS NOT NULL) AS "teamCalendars",
  (SELECT to_json(l) FROM (${selectLevels(levelsVersion)}) l) AS levels`;

export const termsRead = (tx: EntityManager): readonly number[] => [
  policyVersionRead(tx),
  calendarsRevisionRead(tx),
  levelsVersionRead(tx),
];

export const termsOf = async (
  { policy, calendars, teamCalendars, levels }: TermsRow,
  tx: EntityManager,
): Promise<Terms> => ({
  policy: policyOf(policy, tx),
  calendars: (await calendarsFrom(calendars, tx)).byId,
  teamCalendars: teamCalendars ?? {},
  hierarchy: hierarchyOf(levels, tx),
});

const readGround = {
  name: 'complaints.ground',
  text: `SELECT clock_timestamp() AS now, ${selectTerms('$1::int', '$2::int', '$3::int')}`,
};

type GroundRow = TermsRow & { readonly now: Date };

/** The time of the database and the terms in force: what decisions rest on. */
export async function groundOf(tx: EntityManager): Promise<Ground> {
  // Outside of a transaction there is no connection to prepare a statement on.
  const rows = tx.queryRunner
    ? runPrepared<GroundRow>(tx, readGround, [...termsRead(tx)])
    : (tx.query(readGround.text, [...termsRead(tx)]) as Promise<GroundRow[]>);
  const [row] = await rows;
  if (!row) throw new TypeError('The database gave no row.');
  return { now: row.now, terms: await termsOf(row, tx) };
}
