import { sql, type Tx } from '@harken/database';
import type { CurrentRow } from '@harken/service';
import { duplicatePolicy } from '../policies/duplicate-policy/duplicate-policy.document.ts';
import type { DuplicatePolicy } from '../policies/duplicate-policy/duplicate-policy.ts';
import {
  knownPolicyVersions,
  type PolicyContextRow,
  selectPolicyContext,
  toPolicyContext,
} from '../policies/response-policy/policy-context.queries.ts';
import type { DecisionContext } from '../policies/response-policy/policy-context.ts';
import { routingRules } from '../policies/routing-rules/routing-rules.document.ts';
import type { VersionedRules } from '../policies/routing-rules/routing-rules.ts';

/** Everything that opening complaints needs from the database. */
export interface OpeningContext extends DecisionContext {
  readonly rules: VersionedRules;
  readonly duplicates: DuplicatePolicy;
  /** Feedback that has a complaint already. */
  readonly known: ReadonlySet<string>;
  /** As many new numbers as requested. */
  readonly numbers: readonly string[];
}

interface OpeningRow extends PolicyContextRow {
  readonly now: Date;
  readonly rules: CurrentRow | null;
  readonly duplicates: CurrentRow | null;
  readonly known: readonly string[];
  readonly numbers: readonly string[];
}

// OFFSET 0: one index lookup for each, even if the planner's statistics are stale.
const readOpeningContext = sql<OpeningRow>(
  `
  SELECT clock_timestamp() AS now,
         (SELECT to_json(r) FROM (${routingRules.selectCurrent('$1::int')}) r) AS rules,
         (SELECT to_json(d) FROM (${duplicatePolicy.selectCurrent('$7::int')}) d) AS duplicates,
         ${selectPolicyContext('$2::int', '$3::int', '$4::int', '$5::int', '$6::int')},
         (SELECT coalesce(json_agg(f), '[]') FROM unnest($8::uuid[]) f
           WHERE EXISTS (SELECT FROM complaints c WHERE c.feedback_id = f OFFSET 0)) AS known,
         (SELECT json_agg(lpad(nextval('complaint_numbers')::text, 6, '0')) FROM generate_series(1, $9::int)) AS numbers`,
  { plan: 'once' },
);

export async function loadOpeningContext(
  tx: Tx,
  feedbackIds: readonly string[],
  count: number,
): Promise<OpeningContext> {
  const values = [
    routingRules.knownVersion(tx),
    ...knownPolicyVersions(tx),
    duplicatePolicy.knownVersion(tx),
    feedbackIds,
    count,
  ];
  const row = await readOpeningContext.queryOne(tx, values);
  const { now, known, numbers } = row;
  return {
    now,
    policyContext: await toPolicyContext(row, tx),
    rules: routingRules.fromRow(row.rules, tx),
    known: new Set(known),
    numbers,
    duplicates: duplicatePolicy.fromRow(row.duplicates, tx),
  };
}
