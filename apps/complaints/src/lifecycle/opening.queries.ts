import { runPrepared, type Tx } from '@harken/messaging';
import { type PolicyRow, policyOf, policyVersionRead, selectPolicy } from '../clocks/response-policy.queries.ts';
import type { VersionedPolicy } from '../clocks/response-policy.ts';
import { type RulesRow, rulesOf, rulesVersionRead, selectRules } from '../routing/routing-rules.queries.ts';
import type { VersionedRules } from '../routing/routing-rules.ts';

/** What opening complaints rests on. */
export interface OpeningGround {
  readonly now: Date;
  readonly rules: VersionedRules;
  readonly policy: VersionedPolicy;
  /** Feedback that has a complaint already. */
  readonly known: ReadonlySet<string>;
  /** As many as were asked for. */
  readonly numbers: readonly string[];
}

interface Row {
  readonly now: Date;
  readonly rules: RulesRow | null;
  readonly policy: PolicyRow | null;
  readonly known: readonly string[];
  readonly numbers: readonly string[];
}

// OFFSET 0: one look at the index for each, whatever the planner knows of a table that grows.
const readGround = {
  name: 'complaints.opening-ground',
  text: `
  SELECT clock_timestamp() AS now,
         (SELECT to_json(r) FROM (${selectRules('$1::int')}) r) AS rules,
         (SELECT to_json(p) FROM (${selectPolicy('$2::int')}) p) AS policy,
         (SELECT coalesce(json_agg(f), '[]') FROM unnest($3::uuid[]) f
           WHERE EXISTS (SELECT FROM complaints c WHERE c.feedback_id = f OFFSET 0)) AS known,
         (SELECT json_agg(lpad(nextval('complaint_numbers')::text, 6, '0')) FROM generate_series(1, $4::int)) AS numbers`,
};

export async function openingGround(tx: Tx, feedbackIds: readonly string[], count: number): Promise<OpeningGround> {
  const values = [rulesVersionRead(tx), policyVersionRead(tx), feedbackIds, count];
  const [row] = await runPrepared<Row>(tx, readGround, values);
  if (!row) throw new TypeError('The database gave no row.');
  const { now, known, numbers } = row;
  return { now, rules: rulesOf(row.rules, tx), policy: policyOf(row.policy, tx), known: new Set(known), numbers };
}
