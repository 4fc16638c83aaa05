import { sqlOverRows, type Tx } from '@harken/database';
import type { TriageDecision } from './triage-decision.ts';

const insertDecisions = sqlOverRows<TriageDecision>(
  { feedbackId: 'uuid', decision: 'text', decidedAt: 'timestamptz' },
  (given) => `
  INSERT INTO triage_decisions (feedback_id, decision, decided_at)
  SELECT feedback_id, decision, decided_at FROM ${given} AS g
  ON CONFLICT DO NOTHING`,
);

export const triageDecisionStore = {
  /** Feedback is decided once; a repeat changes nothing. */
  add: (tx: Tx, decisions: readonly TriageDecision[]): Promise<unknown> => insertDecisions.write(tx, decisions),
};
