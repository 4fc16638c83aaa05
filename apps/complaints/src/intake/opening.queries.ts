import { type Prepared, runPrepared, type Tx } from '@harken/messaging';
import type { CurrentRow } from '@harken/service';
import { duplicatePolicy } from '../policies/duplicate-policy/duplicate-policy.document.ts';
import type { DuplicatePolicy } from '../policies/duplicate-policy/duplicate-policy.ts';
import { selectTerms, type TermsRow, termsOf, termsRead } from '../policies/response-policy/terms.queries.ts';
import type { Ground } from '../policies/response-policy/terms.ts';
import {
  type RulesRow,
  rulesOf,
  rulesVersionRead,
  selectRules,
} from '../policies/routing-rules/routing-rules.queries.ts';
import type { VersionedRules } from '../policies/routing-rules/routing-rules.ts';

/** What opening complaints rests on. */
export interface OpeningGround extends Ground {
  readonly rules: VersionedRules;
  readonly duplicates: DuplicatePolicy;
  /** Feedback that has a complaint already. */
  readonly known: ReadonlySet<string>;
  /** As many as were asked for. */
  readonly numbers: readonly string[];
}

interface Row extends TermsRow {
  readonly now: Date;
  readonly rules: RulesRow | null;
  readonly duplicates: CurrentRow | null;
  readonly known: readonly string[];
  readonly numbers: readonly string[];
}

// OFFSET 0: one look at the index for each, whatever the planner knows of a table that grows.
const readGround: Prepared = {
  name: 'complaints.opening-ground',
  plannedOnce: true,
  text: `
  SELECT clock_timestamp() AS now,
         (SELECT to_json(r) FROM (${selectRules('$1::int')}) r) AS rules,
         (SELECT to_json(d) FROM (${duplicatePolicy.selectCurrent('$5::int')}) d) AS duplicates,
         ${selectTerms('$2::int', '$3::int', '$4::int')},
         (SELECT coalesce(json_agg(f), '[]') FROM unnest($6::uuid[]) f
           WHERE EXISTS (SELECT FROM complaints c WHERE c.feedback_id = f OFFSET 0)) AS known,
         (SELECT json_agg(lpad(nextval('complaint_numbers')::text, 6, '0')) FROM generate_series(1, $7::int)) AS numbers`,
};

export async function openingGround(tx: Tx, feedbackIds: readonly string[], count: number): Promise<OpeningGround> {
  const values = [rulesVersionRead(tx), ...termsRead(tx), duplicatePolicy.knownVersion(tx), feedbackIds, count];
  const [row] = await runPrepared<Row>(tx, readGround, values);
  if (!row) throw new TypeError('The database gave no row.');
  const { now, known, numbers } = row;
  return {
    now,
    terms: await termsOf(row, tx),
    rules: rulesOf(row.rules, tx),
    known: new Set(known),
    numbers,
    duplicates: duplicatePolicy.fromRow(row.duplicates, tx),
  };
}
