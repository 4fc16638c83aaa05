import type { Tx } from '@harken/messaging';
import { rows } from '../lifecycle/rows.ts';

export interface Suspected {
  readonly feedbackId: string;
  readonly receivedAt: string;
  readonly customer: string;
  readonly reasons: readonly string[];
  /** What opening it needs. */
  readonly complaint: object;
}

/** Feedback that may be a complaint waits here for a person; a repeat changes nothing. */
export async function keepForTriage(suspected: readonly Suspected[], tx: Tx): Promise<void> {
  if (suspected.length === 0) return;
  await tx.query(`INSERT INTO triage SELECT * FROM jsonb_populate_recordset(null::triage, $1) ON CONFLICT DO NOTHING`, [
    rows(suspected),
  ]);
}
