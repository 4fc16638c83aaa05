import type { Ledger } from '../ledger/ledger.ts';

/** One thing that must not be. */
export interface Finding {
  readonly subject: string;
  readonly detail: string;
}

/** A promise of Harken, and how the ledger shows where it was broken. */
export interface Verdict {
  readonly name: string;
  readonly group: 'lost' | 'doubled' | 'inverted' | 'clocks' | 'alerts' | 'figures' | 'answers' | 'run';
  find(ledger: Ledger): readonly Finding[];
}

/** A verdict that one question to the ledger decides: every row (subject, detail) is a finding. */
export const sqlVerdict = (group: Verdict['group'], name: string, sql: string): Verdict => ({
  group,
  name,
  find: (ledger) => ledger.query<{ subject: string; detail: string }>(sql),
});
